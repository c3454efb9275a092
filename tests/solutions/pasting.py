"""The lines that are shown after a failure, pasted as a learner would."""

from __future__ import annotations

import ast
import contextlib
import io

import numpy as np
import sympy  # type: ignore[import-untyped]  # it ships no types

from autograder.judging.counterexample import DIGITS, shown
from autograder.judging.model import Written
from autograder.sandbox.guest.invoke import plain
from autograder.sandbox.protocol.calls import Raised


def pasted(code: str, line: str) -> object:
    """Run a line beside the learner's functions, in a Python that has run nothing else; give what it ends with."""
    namespace: dict[str, object] = {"__name__": "pasted"}
    *before, last = ast.parse(line).body
    assert isinstance(last, ast.Expr)
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        exec(code, namespace)  # noqa: S102 -- code of our own tests
        try:
            exec(compile(ast.Module(before, []), "<pasted>", "exec"), namespace)  # noqa: S102 -- as above
            return eval(compile(ast.Expression(last.value), "<pasted>", "eval"), namespace)  # noqa: S307 -- as above
        except Exception as error:  # noqa: BLE001 -- whatever a wrong version raises
            return Raised(type(error).__name__, str(error))


def ways_shown(result: object) -> set[str]:
    """How a result may be shown, in more digits or fewer."""
    if isinstance(result, sympy.Basic):
        result = Written(result)
    value = result if isinstance(result, Raised | Written) else plain(result)
    return {shown(value, digits) for digits in DIGITS}
