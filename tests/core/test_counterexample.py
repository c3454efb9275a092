from __future__ import annotations

import numpy as np
import pytest

from autograder.core.calls import Call, Callback, Crashed, Raised, Returned, Seeded, TimedOut
from autograder.core.counterexample import (
    counterexample,
    kept_from_another,
    shown,
    smallest_of_plan,
    worth_a_search,
    written,
    written_call,
)
from autograder.core.exercise import Case, Check, Diagnosis, Expected, Mistake, Verdict
from autograder.core.language import Text
from autograder.core.values import Matrix, Opaque

ANY = Text(en="any", pt="qualquer")
FAILED = Verdict("failed", ANY())
X = np.array([[1.5, -2.0]])


def exactly(name, value, **more):
    return Expected(name, np.asarray(value, float), np.zeros(np.shape(value)), **more)


def check(**more):
    return Check("f", ANY, 1, lambda _: [], ANY, **more)


def case(*args, expected=None, **more):
    return Case(Call("f", args), exactly("y", 2 * args[0]) if expected is None else expected, **more)


ARGUMENTS = [
    (np.array([[1.0, -0.1]]), "np.array([[1.0, -0.1]])"),
    (np.array([3, -2]), "np.array([3, -2])"),
    (np.array(2.5), "np.array(2.5)"),
    (np.array(3), "np.array(3)"),
    (np.array([True]), "np.array([True])"),
    (np.array([0.5], np.float32), "np.array([0.5], dtype=np.float32)"),
    (np.array([np.inf, -np.inf, np.nan]), "np.array([np.inf, -np.inf, np.nan])"),
    (np.zeros((0, 3)), "np.zeros((0, 3))"),
    (Matrix(np.array([[1, 2]])), "np.matrix([[1, 2]])"),
    (Seeded(7), "np.random.default_rng(7)"),
    (Callback("J", abs, "lambda w: abs(w)"), "lambda w: abs(w)"),
    (0.1 + 0.2, "0.30000000000000004"),
    (np.float64(0.25), "0.25"),
    (float("-inf"), "-np.inf"),
    (3, "3"),
    (None, "None"),
    ("it's", '"it\'s"'),
    ([1.0, (2, np.array([3.0]))], "[1.0, (2, np.array([3.0]))]"),
    ((1.0,), "(1.0,)"),
    ((), "()"),
    (1 + 2j, "(1+2j)"),
]


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")  # what numpy thinks of np.matrix
@pytest.mark.parametrize(("arg", "text"), ARGUMENTS, ids=[text for _, text in ARGUMENTS])
def test_arguments_are_written_as_python_reads_them(arg, text):
    assert written(arg) == text
    read = eval(text, {"np": np})  # noqa: S307 -- text of this test
    if isinstance(arg, np.ndarray):
        assert (read.dtype, read.shape) == (arg.dtype, arg.shape)
        assert np.array_equal(read, arg, equal_nan=arg.dtype.kind == "f")


@pytest.mark.parametrize("arg", [Callback("J", abs), Opaque("dict"), [Opaque("set")]])
def test_what_python_has_no_expression_for_is_not_written(arg):
    assert written(arg) is None
    assert written_call(Call("f", (1.0, arg))) is None


def test_a_call_through_a_driver_is_not_written():
    assert written_call(Call("f", (1.0, X))) == "f(1.0, np.array([[1.5, -2.0]]))"
    assert written_call(Call("f", (1.0,), by="twice")) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([[1.0, -0.0], [1 / 3, 1e-9]]), "[[1, 0], [0.333333, 1e-09]]"),
        (np.float64(2), "2"),
        (np.array(2.5), "2.5"),
        (float("nan"), "nan"),
        (None, "None"),
        (True, "True"),
        (7, "7"),
        ("text\n", "'text\\n'"),
        ((np.ones(2), None), "([1, 1], None)"),
        ([], "[]"),
        (1j, "1j"),
        (Opaque("dict"), "dict"),
        (Matrix(np.eye(2)), "[[1, 0], [0, 1]]"),
        (np.zeros((50, 2)), "shape (50, 2)"),
        ([0.0] * 99, "list of 99"),
        (Raised("ValueError", "no\nway"), "ValueError: no way"),
        (Raised("StopIteration", ""), "StopIteration"),
    ],
)
def test_results_are_shown_the_same_in_every_language(value, text):
    assert shown(value, 6) == text


def test_a_wrong_case_is_shown_with_what_is_right():
    assert counterexample(check(), case(X), Returned(3 * X)) == {
        "call": "f(np.array([[1.5, -2.0]]))",
        "got": "[[4.5, -6]]",
        "expected": "[[3, -4]]",
    }


@pytest.mark.parametrize("value", [2 * X, 2 * X * (1 + 1e-12), [[3.0, -4.0]], Matrix(2 * X)])
def test_a_right_case_is_no_counterexample(value):
    assert counterexample(check(), case(X), Returned(value)) is None


@pytest.mark.parametrize(
    ("value", "text"), [(None, "None"), ((2 * X).T, "[[3], [-4]]"), ("3", "'3'"), (2 * X + 0j, "[[(3+0j), (-4+0j)]]")]
)
def test_what_is_no_array_of_the_shape_asked_for_is_wrong(value, text):
    assert counterexample(check(), case(X), Returned(value))["got"] == text


def test_as_many_digits_are_shown_as_tell_wrong_from_right():
    example = counterexample(check(), case(X), Returned(2 * X + 5e-5))
    assert (example["got"], example["expected"]) == ("[[3.00005, -3.99995]]", "[[3, -4]]")
    exact = case(1000 * X, expected=exactly("y", 2000 * X, rough=0.0))
    example = counterexample(check(), exact, Returned(2000 * X + 1e-4))
    assert (example["got"], example["expected"]) == ("[[3000.0001, -3999.9999]]", "[[3000, -4000]]")


def test_of_several_values_the_judged_one_is_picked():
    two = case(X, expected=(exactly("a", X), exactly("b", 2 * X)))
    outcome = Returned((X, X))
    assert counterexample(check(), two, outcome)["call"] == "f(np.array([[1.5, -2.0]]))[1]"
    assert counterexample(check(part=0), two, outcome) is None
    assert counterexample(check(part=1), two, outcome) == {
        "call": "f(np.array([[1.5, -2.0]]))[1]",
        "got": "[[1.5, -2]]",
        "expected": "[[3, -4]]",
    }


def test_where_the_values_did_not_come_all_is_shown_as_it_came():
    two = case(X, expected=(exactly("a", X), exactly("b", 2 * X)))
    example = counterexample(check(part=1), two, Returned(X))
    assert (example["call"], example["got"]) == ("f(np.array([[1.5, -2.0]]))", "[[1.5, -2]]")
    assert example["expected"] == "([[1.5, -2]], [[3, -4]])"


def test_an_exception_is_shown_in_place_of_the_result():
    raised = Raised("ValueError", "shapes do not fit", "line 3: a @ b")
    assert counterexample(check(), case(X), raised)["got"] == "ValueError: shapes do not fit"
    two = case(X, expected=(exactly("a", X), exactly("b", 2 * X)))
    assert counterexample(check(part=1), two, raised)["call"].endswith(")[1]")
    assert counterexample(check(), case(X), Raised("NotImplementedError", "")) is None


@pytest.mark.parametrize("outcome", [TimedOut(1.0, "cpu"), Crashed(ANY())])
def test_a_crash_or_a_time_out_is_never_asked_for_again(outcome):
    assert counterexample(check(), case(X), outcome) is None
    assert not worth_a_search(Verdict("error", ANY()), [case(X)], [outcome])


@pytest.mark.parametrize("status", ["passed", "waiting", "not_attempted"])
def test_without_a_failure_nothing_is_searched(status):
    assert not worth_a_search(Verdict(status, ANY()), [case(X)], [Returned(X)])
    assert worth_a_search(FAILED, [case(X)], [Returned(X)])
    assert not worth_a_search(FAILED, [], [])


def test_where_the_numbers_are_right_and_an_argument_changed_nothing_is_searched():
    in_place = Diagnosis(Mistake("in-place", ANY, ANY, in_place=True), 1.0)
    assert not worth_a_search(
        Verdict("failed", ANY(), diagnosis=in_place, changed_only=True), [case(X)], [Returned(2 * X, (0,))]
    )


def test_what_depends_on_earlier_calls_is_not_shown():
    first = case(X)
    again = Case(first.call, first.expected, repeated=True)
    assert not worth_a_search(FAILED, [first, again], [Returned(2 * X), Returned(4 * X)])
    assert worth_a_search(FAILED, [first, again], [Returned(3 * X), Returned(3 * X)])


def test_a_result_kept_from_another_call_is_recognised():
    cases = [case(X), case(5 * X)]
    kept = Returned(2 * X)
    assert kept_from_another(check(), cases, [kept, Returned(2 * X)], Returned(2 * X))
    assert not kept_from_another(check(), cases, [Returned(X), Returned(X)], Returned(X))  # wrong there, too


def test_for_want_of_simple_cases_the_smallest_of_the_plan_is_shown():
    large, middle, small = case(np.ones((3, 3))), case(np.ones((2, 3)) / 3), case(X)
    wrong = [Returned(3 * one.call.args[0]) for one in (large, middle, small)]
    assert smallest_of_plan(check(), [large, middle, small], wrong)["call"] == "f(np.array([[1.5, -2.0]]))"
    right = Returned(2 * X)
    assert (
        "0.3333333333333333, 0.3333333333333333"
        in smallest_of_plan(check(), [large, middle, small], [*wrong[:2], right])["call"]
    )
    assert smallest_of_plan(check(), [large], wrong[:1]) is None
    assert smallest_of_plan(check(judge=lambda *_: FAILED), [small], wrong[2:]) is None


@pytest.mark.parametrize("more", [{"repeated": True}, {"remark": ANY}])
def test_cases_that_cost_nothing_by_themselves_are_not_shown(more):
    assert smallest_of_plan(check(), [case(X, **more)], [Returned(X)]) is None
