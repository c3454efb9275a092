from __future__ import annotations

import numpy as np
import pytest

from autograder.i18n.language import Text
from autograder.judging.counterexample import (
    counterexample,
    kept_from_another,
    shown,
    smallest_of_plan,
    worth_a_search,
    written,
    written_call,
)
from autograder.judging.model import Case, Check, Diagnosis, Exercise, Expected, Mistake, Repro, Verdict, Written
from autograder.sandbox.protocol.calls import (
    Call,
    Callback,
    Crashed,
    Matrix,
    Opaque,
    Raised,
    Returned,
    Seeded,
    TimedOut,
    Unmasked,
)

ANY = Text(en="any", pt="qualquer")
FAILED = Verdict("failed", ANY())
NONE = Exercise("none", ANY, (), (), (), ())
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
    (Unmasked(np.array([[1, 2]])), "np.ma.array([[1, 2]])"),
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
    assert written_call(Call("f", (1.0,), via_driver="twice")) is None


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
        (Unmasked(np.eye(2)), "[[1, 0], [0, 1]]"),
        (np.zeros((50, 2)), "shape (50, 2)"),
        ([0.0] * 99, "list of 99"),
        (Raised("ValueError", "no\nway"), "ValueError: no way"),
        (Raised("StopIteration", ""), "StopIteration"),
    ],
)
def test_results_are_shown_the_same_in_every_language(value, text):
    assert shown(value, 6) == text


def test_a_wrong_case_is_shown_with_what_is_right():
    assert counterexample(NONE, check(), case(X), Returned(3 * X)) == {
        "call": "f(np.array([[1.5, -2.0]]))",
        "got": "[[4.5, -6]]",
        "expected": "[[3, -4]]",
    }


@pytest.mark.parametrize("value", [2 * X, 2 * X * (1 + 1e-12), [[3.0, -4.0]], Matrix(2 * X)])
def test_a_right_case_is_no_counterexample(value):
    assert counterexample(NONE, check(), case(X), Returned(value)) is None


@pytest.mark.parametrize(
    ("value", "text"), [(None, "None"), ((2 * X).T, "[[3], [-4]]"), ("3", "'3'"), (2 * X + 0j, "[[(3+0j), (-4+0j)]]")]
)
def test_what_is_no_array_of_the_shape_asked_for_is_wrong(value, text):
    assert counterexample(NONE, check(), case(X), Returned(value))["got"] == text


def test_as_many_digits_are_shown_as_tell_wrong_from_right():
    example = counterexample(NONE, check(), case(X), Returned(2 * X + 5e-5))
    assert (example["got"], example["expected"]) == ("[[3.00005, -3.99995]]", "[[3, -4]]")
    exact = case(1000 * X, expected=exactly("y", 2000 * X, loose_rtol=0.0))
    example = counterexample(NONE, check(), exact, Returned(2000 * X + 1e-4))
    assert (example["got"], example["expected"]) == ("[[3000.0001, -3999.9999]]", "[[3000, -4000]]")


def test_of_several_values_the_judged_one_is_picked():
    two = case(X, expected=(exactly("a", X), exactly("b", 2 * X)))
    outcome = Returned((X, X))
    assert counterexample(NONE, check(), two, outcome)["call"] == "f(np.array([[1.5, -2.0]]))[1]"
    assert counterexample(NONE, check(part=0), two, outcome) is None
    assert counterexample(NONE, check(part=1), two, outcome) == {
        "call": "f(np.array([[1.5, -2.0]]))[1]",
        "got": "[[1.5, -2]]",
        "expected": "[[3, -4]]",
    }


def test_where_the_values_did_not_come_all_is_shown_as_it_came():
    two = case(X, expected=(exactly("a", X), exactly("b", 2 * X)))
    example = counterexample(NONE, check(part=1), two, Returned(X))
    assert (example["call"], example["got"]) == ("f(np.array([[1.5, -2.0]]))", "[[1.5, -2]]")
    assert example["expected"] == "([[1.5, -2]], [[3, -4]])"


def test_an_exception_is_shown_in_place_of_the_result():
    raised = Raised("ValueError", "shapes do not fit", "line 3: a @ b")
    assert counterexample(NONE, check(), case(X), raised)["got"] == "ValueError: shapes do not fit"
    two = case(X, expected=(exactly("a", X), exactly("b", 2 * X)))
    assert counterexample(NONE, check(part=1), two, raised)["call"].endswith(")[1]")
    assert counterexample(NONE, check(), case(X), Raised("NotImplementedError", "")) is None


@pytest.mark.parametrize("outcome", [TimedOut(1.0, "cpu"), Crashed(ANY())])
def test_a_crash_or_a_time_out_is_never_asked_for_again(outcome):
    assert counterexample(NONE, check(), case(X), outcome) is None
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
    assert kept_from_another(NONE, check(), cases, [kept, Returned(2 * X)], (cases[1], Returned(2 * X)))
    assert not kept_from_another(
        NONE, check(), cases, [Returned(X), Returned(X)], (cases[1], Returned(X))
    )  # wrong there, too


def test_for_want_of_simple_cases_the_smallest_of_the_plan_is_shown():
    large, middle, small = case(np.ones((3, 3))), case(np.ones((2, 3)) / 3), case(X)
    wrong = [Returned(3 * one.call.args[0]) for one in (large, middle, small)]
    assert smallest_of_plan(NONE, check(), [large, middle, small], wrong)["call"] == "f(np.array([[1.5, -2.0]]))"
    right = Returned(2 * X)
    assert (
        "0.3333333333333333, 0.3333333333333333"
        in smallest_of_plan(NONE, check(), [large, middle, small], [*wrong[:2], right])["call"]
    )
    assert smallest_of_plan(NONE, check(), [large], wrong[:1]) is None
    assert smallest_of_plan(NONE, check(judge=lambda *_: FAILED), [small], wrong[2:]) is None


@pytest.mark.parametrize("more", [{"repeated": True}, {"remark": ANY}])
def test_cases_that_cost_nothing_by_themselves_are_not_shown(more):
    assert smallest_of_plan(NONE, check(), [case(X, **more)], [Returned(X)]) is None


def of_lines(*lines):
    return case(X, repros=lines)


def second(value):
    return value[1]


def untold(value):
    raise ValueError(value)


def test_a_line_stands_for_its_call():
    lines = of_lines(
        Repro("f(x); y.first", exactly("y.first", 3)), Repro("f(x); y.second", exactly("y.second", 5), second)
    )
    assert counterexample(NONE, check(), lines, Returned([3.0, 4.0])) == {
        "call": "f(x); y.first",
        "got": "[3, 4]",
        "expected": "3",
    }
    lines = of_lines(Repro("f(x)[0]", exactly("y[0]", 3), lambda value: value[0]), lines.repros[1])
    assert counterexample(NONE, check(), lines, Returned([3.0, 4.0])) == {
        "call": "f(x); y.second",
        "got": "4",
        "expected": "5",
    }
    assert counterexample(NONE, check(), lines, Returned([3.0, 5.0])) is None


def test_a_text_is_shown_as_it_is_and_a_string_in_quotes():
    lines = of_lines(Repro("f(x)", Written("2*w")))
    assert counterexample(NONE, check(), lines, Returned("2*w"))["got"] == "'2*w'"
    assert counterexample(NONE, check(), lines, Returned(Written("w")))["got"] == "w"
    assert counterexample(NONE, check(), lines, Returned(Written("2*w"))) is None


def test_a_line_raises_what_the_call_raises_or_what_it_would_raise_itself():
    lines = of_lines(Repro("f(x)[1]", exactly("y", 5), second))
    assert counterexample(NONE, check(), lines, Raised("KeyError", "'a'"))["got"] == "KeyError: 'a'"
    assert counterexample(NONE, check(), lines, Returned([1.0]))["got"] == "IndexError: list index out of range"
    assert counterexample(NONE, check(), lines, Returned(None))["got"].startswith("TypeError: 'NoneType' object is not")
    assert counterexample(NONE, check(), lines, Raised("NotImplementedError", "")) is None


@pytest.mark.parametrize("outcome", [Returned(Opaque("dict")), Returned([Opaque("set")]), TimedOut(1.0, "cpu")])
def test_of_what_is_not_known_no_line_is_shown(outcome):
    assert (
        counterexample(NONE, check(), of_lines(Repro("f(x)[1][0]", exactly("y", 5), lambda y: y[0][1])), outcome)
        is None
    )


def test_the_next_line_is_shown_where_one_cannot_be_told():
    lines = of_lines(Repro("f(x).a", exactly("a", 5), untold), Repro("f(x)", exactly("y", 5)))
    assert counterexample(NONE, check(), lines, Returned(Opaque("dict"))) == {
        "call": "f(x)",
        "got": "dict",
        "expected": "5",
    }


def test_what_the_judge_of_a_check_lets_pass_alone_is_no_counterexample():
    verdicts = [
        Verdict("passed", ANY()),
        Verdict("waiting", ANY()),
        Verdict("not_attempted", ANY()),
        Verdict("failed", ANY(), changed_only=True),
    ]
    for verdict in verdicts:
        lenient = check(judge=lambda _exercise, _check, cases, _outcomes, found=verdict: len(cases) == 1 and found)
        assert counterexample(NONE, lenient, case(X), Returned(3 * X)) is None
    strict = check(judge=lambda *_: FAILED)
    assert counterexample(NONE, strict, case(X), Returned(3 * X))["got"] == "[[4.5, -6]]"
    assert counterexample(NONE, strict, case(X), Returned(2 * X)) is None


def test_what_a_line_gives_where_another_gave_it_rightly_was_kept():
    right = case(X, expected=exactly("y", 1), repros=(Repro("f(1)", Written("w"), second),))
    wrong = case(X, expected=exactly("y", 1), repros=(Repro("f(2)", Written("v"), second),))
    judged = check(judge=lambda _exercise, _check, cases, _: FAILED if cases[0] is wrong else Verdict("passed", ANY()))
    other = (wrong, Returned([2.0, Written("w")]))
    assert kept_from_another(NONE, judged, [right], [Returned([1.0, Written("w")])], other)
    assert not kept_from_another(NONE, judged, [right], [Returned([1.0, Written("u")])], other)
    assert not kept_from_another(NONE, judged, [wrong], [Returned([1.0, Written("w")])], other)
