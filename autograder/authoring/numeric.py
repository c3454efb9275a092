"""The numeric gradient by which checks prove a derivative: it stands in `autograder.gradcheck`."""

from __future__ import annotations

from autograder.gradcheck.result import EPSILON
from autograder.gradcheck.ridders import Estimate, numeric_gradient

__all__ = ["EPSILON", "Estimate", "numeric_gradient"]
