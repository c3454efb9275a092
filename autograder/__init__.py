"""A graded course on backpropagation: what a program or a notebook may import.

The names are loaded when they are first used, so that the sandbox, which imports
this package in the learner's process, brings none of the grader along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder import quiz
    from autograder.grading.grade_path import grade
    from autograder.judging.report import Report
    from autograder.notebook.after_pass import explain, solution
    from autograder.notebook.check_functions import check, hint

__version__ = "0.1.0"
__all__ = ["Report", "__version__", "check", "explain", "grade", "hint", "quiz", "solution"]

_CALLED = "quiz"  # a package of its own, which can be called: importing it is all that is needed
_HOMES = {
    "Report": "autograder.judging.report",
    "check": "autograder.notebook.check_functions",
    "explain": "autograder.notebook.after_pass",
    "grade": "autograder.grading.grade_path",
    "hint": "autograder.notebook.check_functions",
    "solution": "autograder.notebook.after_pass",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- whatever the name stands for
    if name != _CALLED and name not in _HOMES:
        raise AttributeError(f"module 'autograder' has no attribute {name!r}")
    from importlib import import_module

    if name == _CALLED:
        return import_module(f"{__name__}.{name}")
    return getattr(import_module(_HOMES[name]), name)
