"""A gradient check that knows how far its own numbers can be trusted. Needs numpy and nothing else."""

from __future__ import annotations

from autograder.gradcheck.gradient_check import gradient_check
from autograder.gradcheck.inputs import cases
from autograder.gradcheck.result import Doubt, Finding, GradientCheck, Pattern, Remark
from autograder.gradcheck.ridders import Estimate, numeric_gradient

__all__ = [
    "Doubt",
    "Estimate",
    "Finding",
    "GradientCheck",
    "Pattern",
    "Remark",
    "cases",
    "gradient_check",
    "numeric_gradient",
]
