"""Exercises with a driver, which runs in the learner's process: whoever breaks it there fails, and the grader does not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.hostile.conftest import GRADER_FAULT, PACKAGE

pytestmark = pytest.mark.slow

SOLUTIONS = PACKAGE.parent / "solutions"
EXERCISES = {"symbolic_derivatives": 5, "graph_backpropagation": 8, "gradient_check": 10}

# Replaces the driver's functions where they are found on the way out of a call.
SWAP = """
import sys, types

ANSWER = {answer}

def _swap(frame):
    while frame is not None:
        names = frame.f_globals
        for name in ("described", "symbolic", "positions", "report", "build") if names is not globals() else ():
            if name in names:
                names[name] = lambda *args, **more: ANSWER
        frame = frame.f_back

def _patched(function):
    def called(*args, **more):
        _swap(sys._getframe(1))
        return ANSWER
    return called

for _name, _found in list(globals().items()):
    if isinstance(_found, types.FunctionType) and not _name.startswith("_"):
        globals()[_name] = _patched(_found)
"""
ANSWERS = [
    "None", "()", "('sympy', 5)", "('sympy', 'expression', 'Add', 5, [1, 'a', None, [1]], 3)", "('plain', object())",
    "('sympy', 'expression', None, [[None, None]], [1e308, float('nan'), 10**400], None)", "[[None, 'x'], [[1], [None]]]",
    "[None] * 19", "{'a': 1}", "'x' * 100_000", "[[-1, -2, -3], [[-1], [99]]]", "10**1_000",
]  # fmt: skip
PATCHES = [
    "import builtins\nbuiltins.sorted = builtins.zip = builtins.list = builtins.type = None",
    "import builtins\nbuiltins.__import__ = None",
    "import sys\nsys.modules.clear()",
    "import sympy\nsympy.Basic = sympy.Expr = sympy.Symbol = sympy.sympify = None",
    "import sympy\nsympy.Expr.free_symbols = property(lambda s: 1 / 0)\nsympy.Basic.__hash__ = lambda s: 1 / 0",
    "import numpy\nnumpy.array = numpy.asarray = numpy.ndarray = None",
    "import mpmath\nmpmath.workdps = mpmath.mpf = None\nmpmath.fsum = lambda *a: 42",
    "import copy\ncopy.deepcopy = copy.copy = None",
]


def grade(quick, tmp_path, exercise, attack):
    (folder,) = SOLUTIONS.glob(f"*_{exercise}")
    (tmp_path / "one").mkdir()
    source = (folder / f"{exercise}.py").read_text("utf-8")
    (tmp_path / "one" / f"{exercise}.py").write_text(f"{source}\n\n{attack}\n", "utf-8")
    return replace(quick["en"], only=frozenset({exercise})).grade(tmp_path / "one")


def is_the_learner_s_own(report):
    said = [report.reason, *report.submission.notes, *(check.rationale for check in report.exercises[0].checks)]
    assert report.status == "graded"
    assert not re.search(GRADER_FAULT, "\n".join(said))
    return report.exercises[0]


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_driver_that_was_replaced_earns_nothing_and_breaks_nothing(exercise, answer, quick, tmp_path):
    found = is_the_learner_s_own(grade(quick, tmp_path, exercise, SWAP.format(answer=answer)))
    assert found.score == 0
    assert all(check.rationale for check in found.checks)


@pytest.mark.parametrize("patch", PATCHES)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_patched_library_is_the_learner_s_own_failure_at_most(exercise, patch, quick, tmp_path):
    found = is_the_learner_s_own(grade(quick, tmp_path, exercise, patch))
    assert found.score <= EXERCISES[exercise]
