"""What is far larger than asked is not read: its cost is that of counting."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.judging.model import Case, Expected
from autograder.judging.reply_size import ALWAYS_READ, TIMES_ASKED, within_reason
from autograder.sandbox.protocol.calls import Call, Matrix, Raised, Rejected, Returned, Unmasked, entries


def case(*shapes):
    """A case that asks for arrays of these shapes."""
    parts = tuple(Expected(f"part {at}", np.zeros(shape), np.zeros(shape)) for at, shape in enumerate(shapes))
    return Case(Call("f", ()), parts[0] if len(parts) == 1 else parts)


def nested(depth):
    value = 1.0
    for _ in range(depth):
        value = [value, value]
    return value


TOO_MUCH = {
    "ints": [1] * 100_000,
    "floats": [0.5] * 100_000,
    "rows": [[0.5] * 1_000] * 1_000,
    "doubled": nested(20),
    "nothing in lists": [[]] * 100_000,
    "array": np.zeros(10**7, np.int8),
    "matrix": Matrix(np.zeros((1_000, 1_000))),
    "masked": Unmasked(np.zeros(10**6)),
    "text": "x" * 10**8,
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_far_more_than_asked_is_not_read(name):
    outcome = within_reason(Returned(TOO_MUCH[name]), case((3, 2)))
    assert isinstance(outcome, Rejected)
    if name == "array":
        assert outcome.why.to("en").startswith("it has shape (10000000,): more than")
        return
    assert outcome.why.to("en") == f"it holds more than {ALWAYS_READ} numbers where 6 are asked for, and is not read"
    assert f"ela tem mais de {ALWAYS_READ} números" in outcome.why.to("pt-BR")


@pytest.mark.parametrize(
    "value", [None, "x", 0.5, [0.5] * 6, np.zeros((3, 2)), [[0.5] * 2] * 3, [0.5] * (ALWAYS_READ - 1)]
)
def test_what_may_be_a_mistake_worth_explaining_is_read(value):
    outcome = Returned(value)
    assert within_reason(outcome, case((3, 2))) is outcome


def test_who_is_asked_for_much_may_return_much():
    outcome = Returned(np.zeros(TIMES_ASKED * 30_000))
    assert within_reason(outcome, case((10_000,), (20_000,))) is outcome
    assert isinstance(within_reason(Returned(np.zeros(TIMES_ASKED * 30_000 + 1)), case((30_000,))), Rejected)


def test_only_what_was_returned_has_a_size():
    raised = Raised("ValueError", "x" * 10**7)
    assert within_reason(raised, case(())) is raised


def test_counting_looks_at_no_more_than_it_must():
    def endless():
        while True:
            yield 0.5

    assert entries(endless(), 1_000) == 1_001
    assert entries([[1, [2, 3]], np.zeros((2, 2)), "x"], 1_000) == 1 + 1 + 1 + 2 + 4 + 1


def test_no_judge_reads_what_is_too_large(monkeypatch):
    from autograder.grading import run_checks
    from tests.solutions.sessions import exercise_of, session_of

    exercise = exercise_of("sigmoid_backward")
    read = []
    judge_values = run_checks.judge_values

    def judging(exercise, check, cases, outcomes):
        read.extend(outcomes)
        return judge_values(exercise, check, cases, outcomes)

    monkeypatch.setattr(run_checks, "judge_values", judging)
    code = "def sigmoid(z): return [1] * 100_000\ndef sigmoid_backward(grad_output, output): return [1] * 100_000"
    verdicts = run_checks.run_checks(exercise, 3, session_of(code))
    assert {type(outcome) for outcome in read} == {Rejected}
    assert {verdict.status for verdict in verdicts} == {"error", "waiting"}
    assert all("is not read" in each.rationale.to("en") for each in verdicts if each.status == "error")
