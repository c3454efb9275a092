"""Imports that failed, as a learner's process tells of them: a claim like all others."""

from __future__ import annotations

import pytest

from autograder.sandbox.host import decode
from autograder.sandbox.host.zygote_client import scrubbed
from autograder.sandbox.protocol.calls import Cell, CellProblem, Raised
from autograder.sandbox.protocol.frames import MISSES, WireError
from autograder.sandbox.protocol.isolation import Limits

CELLS = [Cell("cell 1", ""), Cell("cell 3", "")]
ONE = [1, "ModuleNotFoundError", "No module named 'x'", "cell 3, line 1: import x"]


def test_failed_imports_are_read():
    found = decode.missed({"missed": [ONE]}, CELLS, Limits())
    assert found == (CellProblem("cell 3", Raised(*ONE[1:])),)
    assert decode.missed({"missed": []}, CELLS, Limits()) == ()


@pytest.mark.parametrize(
    "told",
    [None, {}, "x", [ONE] * (MISSES + 1), [[2, *ONE[1:]]], [[-1, *ONE[1:]]], [[True, *ONE[1:]]], [["0", *ONE[1:]]], [ONE[:3]],
     [[*ONE, 1]], [[0, 1, "x", "y"]], [[0, "x", None, "y"]], [[0, "x" * 200, "x", "y"]], [[0, "x", "y" * 1000, "z"]],
     [[0, "x", "y", "z" * 1000]], [None]],
)  # fmt: skip
def test_anything_else_is_refused(told):
    with pytest.raises(WireError):
        decode.missed({"missed": told}, CELLS, Limits())
    with pytest.raises(WireError):
        decode.missed({}, CELLS, Limits())


def test_symbolic_numbers_are_python_s_own_whatever_is_installed():
    environment = scrubbed({"SECRET": "1", "SYMPY_GROUND_TYPES": "gmpy"})
    assert (environment["SYMPY_GROUND_TYPES"], environment["MPMATH_NOGMPY"]) == ("python", "1")
    assert "SECRET" not in environment
