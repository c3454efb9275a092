"""Whatever a function returns is judged: no value makes the grader itself fail, nor fall silent where it explains."""

from __future__ import annotations

import logging

import pytest

from autograder.judging.exception_messages import by_fault
from tests.solutions.sessions import IDS, exercise_of, not_passed, run_in_solution

pytestmark = pytest.mark.slow  # every odd value at every function of the course

SEED = 3
ODD = (
    "()", "[]", "[[]]", "((), ())", "([], [], [], [])", "{}", "''", "None", "(None, None)", "(1,)",
    "((1, 2), 3, 4, 5, 6, 7, 8)", "[[1], [1, 2]]", "np.array([])", "np.zeros((0, 3))", "np.zeros((2, 3, 4))",
    "np.array([None, {}], object)", "np.array(['a', 'b'])", "10**400", "[-(10**400)]", "10**5000", "float('nan')",
    "float('inf')", "1j", "[np.array([1j])] * 4", "True", "np.datetime64('2020-01-01')", "np.zeros(2, [('a', 'i4')])",
    "np.ma.array([1.0, 2.0], mask=[0, 1])", "np.ma.array([1.0, 2.0])", "(i for i in ())", "np.full((3, 2), np.nan)",
    "[('', 1), ('', 2)]", "np.array([1e308, -1e308])", "0.0",
)  # fmt: skip


@pytest.mark.parametrize("id_", IDS)
def test_odd_values_are_judged_like_any_other(id_: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "autograder")
    for function in exercise_of(id_).functions:
        for value in ODD:
            code = f"import numpy as np\ndef {function.name}(*args, **named):\n    return {value}\n"
            verdicts = run_in_solution(id_, code, SEED)
            assert not_passed(verdicts), (function.name, value)
            assert not any(by_fault(verdict.evidence) for verdict in verdicts.values()), (function.name, value)
            assert not caplog.records, (function.name, value, caplog.text)
