from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.i18n.language import Text
from autograder.judging.model import Case, Expected
from autograder.judging.numbers import (
    ALWAYS_READ,
    TIMES_ASKED,
    NotNumbers,
    Numbers,
    _from_parts,
    _from_sequence,
    as_numbers,
    described,
    within_reason,
)
from autograder.sandbox.protocol.calls import Call, Matrix, Opaque, Raised, Rejected, Returned, Unmasked, entries


@pytest.mark.parametrize(
    ("value", "array"),
    [
        (3, 3.0),
        (True, 1.0),
        (2.5, 2.5),
        (np.array([1, 2]), [1.0, 2.0]),
        (np.array([True, False]), [1.0, 0.0]),
        ([1, 2.5], [1.0, 2.5]),
        (((1, 2), [3, np.array(4.0)]), [[1, 2], [3, 4]]),
        (Matrix(np.array([[1.0]])), [[1.0]]),
        (Unmasked(np.array([[1.0]])), [[1.0]]),
        ([], []),
    ],
)
def test_numbers_are_read_from(value, array):
    numbers = as_numbers(value)
    assert isinstance(numbers, Numbers)
    assert numbers.array.dtype == np.float64
    assert np.array_equal(numbers.array, np.array(array, float))


@pytest.mark.parametrize(
    "value",
    [None, "1", Opaque("generator"), 1j, np.array([1j]), [1, None], [[1, 2], [3]], [1, [2]], (1, "2"), [Opaque("x")]],
)
def test_no_numbers_are_read_from(value):
    found = as_numbers(value)
    assert isinstance(found, NotNumbers)
    for lang in ("en", "pt-BR"):
        assert found.why.to(lang)
        assert found.help.to(lang)


def test_a_list_and_a_matrix_are_remarked_upon():
    assert len(as_numbers([1.0]).remarks) == 1
    assert len(as_numbers(Matrix(np.eye(2))).remarks) == 1
    assert "np.ma" in as_numbers(Unmasked(np.eye(2))).remarks[0].to("en")
    assert as_numbers(1.0).remarks == ()


def test_an_int_beyond_any_float_is_infinite_and_keeps_its_sign():
    assert as_numbers(10**400).array == np.inf
    assert as_numbers(-(10**400)).array == -np.inf


def test_nan_stays_nan():
    assert np.isnan(as_numbers([float("nan")]).array).all()


def test_a_type_whose_name_looks_like_a_template_is_only_named():
    name = "{0.__class__}{boom}"
    why = as_numbers(Opaque(name)).why
    assert name in why.to("en")
    assert name in why.to("pt-BR")


def test_every_kind_has_a_name_in_both_languages():
    kinds = [
        None,
        True,
        1,
        1.5,
        2j,
        "s",
        [1],
        (1, 2),
        np.zeros((2, 3)),
        Matrix(np.eye(2)),
        Unmasked(np.eye(2)),
        Opaque("Foo"),
    ]
    words = Text(en="{what}", pt="{what}")
    for value in kinds:
        assert words(what=described(value)).to("en")
        assert words(what=described(value)).to("pt-BR")


NUMBERS_IN_LISTS = st.recursive(
    st.one_of(st.booleans(), st.integers(-(10**400), 10**400), st.floats(), st.none(), st.just("x")),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.lists(inner, max_size=4).map(tuple)),
)


@given(st.lists(NUMBERS_IN_LISTS, max_size=5))
def test_lists_read_at_once_are_read_as_item_by_item(items):
    at_once, by_items = _from_sequence(items), _from_parts(items)
    assert type(at_once) is type(by_items)
    if isinstance(at_once, NotNumbers):
        assert at_once.why.to("en") == by_items.why.to("en")
    else:
        assert at_once.dtype == by_items.dtype
        np.testing.assert_array_equal(at_once.array, by_items.array, strict=True)


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
