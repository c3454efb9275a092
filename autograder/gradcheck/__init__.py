"""A gradient check that knows how far its own numbers can be trusted. Needs numpy and nothing else.

The names are loaded when they are first used: checks of exercises need the numeric gradient alone, and a cold
`autograder check` waits for each module.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.gradcheck.check_backward import gradient_check
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

_HOMES = {"cases": "inputs", "gradient_check": "check_backward", "Estimate": "ridders", "numeric_gradient": "ridders"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    if name not in __all__:
        raise AttributeError(f"module 'autograder.gradcheck' has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'result')}"), name)
