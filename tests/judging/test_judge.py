"""The judge, fed right and wrong outcomes of a small exercise."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.i18n.language import Text
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.sandbox.protocol.calls import (
    Call,
    Crashed,
    Matrix,
    Missing,
    Opaque,
    Raised,
    Rejected,
    Returned,
    TimedOut,
)

WORDS = Text(en="words", pt="palavras")
X = np.array([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]])


def exact(name, value, **settings):
    value = np.asarray(value, float)
    return Expected(name, value, np.zeros(value.shape), **settings)


def plan(rng):
    del rng
    first = Case(Call("both", (X, 2.0)), (exact("double", 2 * X), exact("sums", X.sum(0), accepted_shapes=((1, 3),))))
    return [first, replace(first, repeated=True)]


MISTAKES = (
    Mistake("tripled", WORDS, WORDS, formula=lambda x, _: 3 * x),
    Mistake("halved", WORDS, WORDS, formula=lambda x, _: x / 2),
    Mistake("shape-clash", WORDS, WORDS, raises=r"ValueError: operands"),
)
DOUBLE = Check("double", WORDS, 3, plan, WORDS, part=0, mistakes=MISTAKES)
SUMS = Check("sums", WORDS, 2, plan, WORDS, part=1)
EXERCISE = Exercise("demo", WORDS, (Function("both", ("x", "factor")),), (DOUBLE, SUMS), (WORDS,), ("xor",))
CASES = plan(None)
RIGHT = (2 * X, X.sum(0))


def judged(*values, check=DOUBLE, cases=CASES):
    outcomes = [
        value if hasattr(value, "__slots__") and not isinstance(value, Matrix | Opaque) else Returned(value)
        for value in values
    ]
    return judge_values(EXERCISE, check, cases, outcomes)


def both(verdict):
    """The sentences in both languages: every one must be there, and without a place left open."""
    texts = [
        sentence.to(lang) for sentence in (verdict.rationale, verdict.help) if sentence for lang in ("en", "pt-BR")
    ]
    assert all(texts)
    assert not any("{" in text for text in texts)
    return " ".join(texts)


def test_right_values_pass_without_remarks():
    for check in (DOUBLE, SUMS):
        verdict = judged(RIGHT, RIGHT, check=check)
        assert verdict.status == "passed"
        assert verdict.remarks == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "None"),
        ("text", "string"),
        ((2 * X,), "2 values"),
        (2 * X, "2 values"),
        ((None, X.sum(0)), "None"),
        ((2 * X.T, X.sum(0)), "(3, 2)"),
        ((2 * X[0], X.sum(0)), "(3,)"),
        ((2 * X + 1j, X.sum(0)), "complex"),
        ((Opaque("generator"), X.sum(0)), "generator"),
        ((np.full(X.shape, np.nan), X.sum(0)), "nan"),
        ((2 * X * [1, 1, np.inf], X.sum(0)), "inf"),
        ((2 * X + [[0, 0, 1e-3], [0, 0, 0]], X.sum(0)), "[0, 2]"),
    ],
)
def test_wrong_values_fail_and_the_sentence_says_what(value, said):
    verdict = judged(value)
    assert verdict.status == "failed"
    assert said in both(verdict)
    assert (verdict.diagnosis is not None) == (said == "None")


@pytest.mark.parametrize(
    ("outcome", "status", "said"),
    [
        (Raised("ZeroDivisionError", "division by zero", "line 4: return 1/0"), "error", "linha 4"),
        (Raised("TypeError", "both() takes 1 positional argument but 2 were given"), "error", "both(x, factor)"),
        (Raised("SystemExit", "0", "line 2: exit()"), "error", "return"),
        (Raised("EOFError", "EOF when reading a line", "line 2: input()"), "error", "input()"),
        (Raised("NotImplementedError", "", "line 2: raise NotImplementedError"), "not_attempted", "not written yet"),
        (Missing("both", ("bothe",)), "error", "bothe"),
        (Missing("both"), "error", "def both(x, factor)"),
        (TimedOut(5.0, "cpu"), "error", "5.0 s"),
        (TimedOut(5.0, "wall"), "error", "5.0 s"),
        (Crashed(WORDS()), "error", "palavras"),
        (Rejected(WORDS()), "error", "palavras"),
    ],
)
def test_a_call_that_does_not_return_is_told_by_kind_and_only_once(outcome, status, said):
    verdict = judged(outcome)
    assert verdict.status == status
    assert said in both(verdict)
    other = judged(outcome, check=SUMS)
    assert other.status == ("not_attempted" if status == "not_attempted" else "waiting")


@pytest.mark.parametrize(
    ("defined", "said"),
    [
        (("bothe",), "`bothe`: is it the same one"),
        (("factor", "bothe"), "`bothe`: is it the same one"),
        (("Both",), "outside of any class"),
        (("zzz",), "Define `def both(x, factor):`"),
    ],
)
def test_a_missing_function_is_looked_for_under_like_names(defined, said):
    assert said in judged(Missing("both", defined)).help.to("en")


@pytest.mark.parametrize(
    ("defined", "said"),
    [
        (("single",), "Define `def singles(x):`"),
        (("single", "x_singles"), "`x_singles`"),
        (("single", "backward_both"), "`backward_both`"),
        (("single", "bothBackward"), "`bothBackward`"),
    ],
)
def test_a_function_that_the_exercise_asks_for_is_no_other_one_misspelled(defined, said):
    functions = tuple(Function(name, ("x",)) for name in ("single", "singles", "both_backward"))
    exercise = replace(EXERCISE, functions=functions)
    name = "both_backward" if "both" in said.lower() else "singles"
    cases = [Case(Call(name, (X,)), exact("x", X))]
    verdict = judge_values(exercise, replace(DOUBLE, part=None), cases, [Missing(name, defined)])
    assert said in verdict.help.to("en")


def test_what_the_whole_call_lacks_is_said_once_whichever_part_comes_first():
    swapped = replace(EXERCISE, checks=(SUMS, DOUBLE))
    assert judge_values(swapped, SUMS, CASES, [Returned(None)]).status == "failed"
    assert judge_values(swapped, DOUBLE, CASES, [Returned(None)]).status == "waiting"


def test_each_part_is_judged_by_itself():
    wrong_sums = (2 * X, X.sum(0) + 1)
    assert judged(wrong_sums, wrong_sums).status == "passed"
    assert judged(wrong_sums, wrong_sums, check=SUMS).status == "failed"


def test_without_a_part_every_part_must_be_right():
    whole = replace(DOUBLE, part=None, mistakes=())
    assert judged(RIGHT, RIGHT, check=whole).status == "passed"
    assert judged((2 * X, X.sum(0) + 1), check=whole).status == "failed"


@pytest.mark.parametrize(
    "value",
    [[2 * X, X.sum(0)], ((2 * X).tolist(), X.sum(0)), (Matrix(2 * X), X.sum(0)), (np.float32(2 * X), X.sum(0))],
    ids=["a list for the tuple", "lists for arrays", "np.matrix", "float32"],
)
def test_right_numbers_in_another_dress_pass(value):
    assert judged(value, value).status == "passed"


@pytest.mark.parametrize(("wrong", "count"), [((0, 0), 1), (slice(None), 6)])
def test_how_many_entries_are_wrong_reads_well_for_one_and_for_many(wrong, count):
    values = 2 * X
    values[wrong] += 1
    verdict = judged((values, X.sum(0)))
    assert verdict.rationale.to("en").endswith(f"; wrong entries: {count} of 6")
    assert verdict.rationale.to("pt-BR").endswith(f"; entradas erradas: {count} de 6")


@pytest.mark.parametrize("count", [1, 2])
def test_how_many_cases_are_right_reads_well_for_one_and_for_many(count):
    verdict = judged(*[RIGHT] * count, cases=CASES[:count])
    assert verdict.rationale.to("en") == f"right; cases judged: {count}"
    assert verdict.rationale.to("pt-BR") == f"correto; casos avaliados: {count}"


def test_what_is_odd_is_remarked_upon():
    assert judged((2 * X * (1 + 1e-6), X.sum(0)), RIGHT).remarks
    assert judged((2 * X, X.sum(0)[None]), RIGHT, check=SUMS).remarks
    warned = Returned(RIGHT, warnings=("RuntimeWarning: overflow encountered in exp",))
    assert "overflow" in judged(warned, RIGHT).remarks[0].to("pt-BR")


def test_the_same_call_must_give_the_same_again():
    verdict = judged(RIGHT, (4 * X, X.sum(0)))
    assert verdict.status == "failed"
    assert "first time" in verdict.rationale.to("en")


def test_a_changed_argument_costs_the_points_of_right_values_only():
    verdict = judged(Returned(RIGHT, changed=(0,)))
    assert verdict.status == "failed"
    assert verdict.diagnosis.mistake.id == "argument-modified-in-place"
    assert verdict.rationale.to("en") == "`both` changed what it was given: x"
    wrong = judged(Returned((X, X.sum(0)), changed=(0,)))
    assert "double" in wrong.rationale.to("en")


@pytest.mark.parametrize("check", [DOUBLE, SUMS])
def test_a_changed_argument_is_told_beside_wrong_values(check):
    wrong, changed = (judged(Returned((X, X), changed=at), check=check) for at in ((), (0,)))
    assert changed.rationale.to("en") == f"{wrong.rationale.to('en')}. The function also changed what it was given: x"
    assert changed.rationale.to("pt-BR").endswith(". A função também alterou o que recebeu: x")
    assert (changed.status, changed.numbers_right, changed.evidence) == ("failed", False, wrong.evidence)
    assert changed.help.to("en") == wrong.help.to("en")


def test_a_changed_argument_is_told_beside_a_second_answer_that_differs():
    verdict = judged(RIGHT, Returned((4 * X, X.sum(0)), changed=(0,)))
    assert verdict.rationale.to("en").endswith(
        ". The same call was right the first time. The function also changed what it was given: x"
    )


@pytest.mark.parametrize(
    ("value", "changed", "status"), [((X, X), 0, "failed"), ((X, X), 2, "failed"), (RIGHT, 2, "passed")]
)
def test_what_a_driver_is_given_is_not_told_as_the_functions_own(value, changed, status):
    case = Case(Call("both", (X, 2.0, []), via_driver="driven"), CASES[0].expected)
    verdict = judged(Returned(value, changed=(changed,)), cases=[case])
    assert verdict.status == status
    assert "what it was given" not in verdict.rationale.to("en")


def test_an_array_returned_earlier_must_stay_as_it_was():
    assert judged(RIGHT, Returned(RIGHT, earlier_changed=True)).status == "failed"


def test_the_mistake_whose_formula_gives_the_numbers_is_named():
    wrong = (3 * X, X.sum(0))
    assert judged(wrong, wrong).diagnosis.mistake.id == "tripled"


def test_a_formula_that_fits_only_some_calls_is_not_named():
    tripled_then_not = judge_values(
        EXERCISE, DOUBLE, CASES, [Returned((3 * X, X.sum(0))), Returned((3.5 * X, X.sum(0)))]
    )
    assert tripled_then_not.diagnosis is None


def test_on_a_tie_nothing_is_said():
    twin = Mistake("also-tripled", WORDS, WORDS, formula=lambda x, _: x + x + x)
    wrong = (3 * X, X.sum(0))
    check = replace(DOUBLE, mistakes=(*MISTAKES, twin))
    exercise = replace(EXERCISE, checks=(check, SUMS))
    assert judge_values(exercise, check, CASES, [Returned(wrong), Returned(wrong)]).diagnosis is None


def test_an_exception_can_name_the_mistake():
    verdict = judged(Raised("ValueError", "operands could not be broadcast together", "line 3: x + y"))
    assert verdict.diagnosis.mistake.id == "shape-clash"
    assert judged(Raised("ValueError", "something else", "line 3: x")).diagnosis is None


def test_a_case_for_remarks_only_costs_nothing():
    beyond = Case(Call("both", (X, 1.0)), (exact("double", X), exact("sums", X.sum(0))), remark=WORDS)
    cases = [*CASES, beyond]
    for outcome in (
        Returned((3 * X, X.sum(0))),
        Raised("OverflowError", "math range error", "line 1: x"),
        Returned(None),
    ):
        verdict = judge_values(EXERCISE, DOUBLE, cases, [Returned(RIGHT), Returned(RIGHT), outcome])
        assert verdict.status == "passed"
        assert [remark.to("en") for remark in verdict.remarks] == ["words"]
    fine = judge_values(EXERCISE, DOUBLE, cases, [Returned(RIGHT), Returned(RIGHT), Returned((X, X.sum(0)))])
    assert fine.remarks == ()


def test_evidence_holds_the_figures_of_the_worst_entry():
    evidence = judged((2 * X + [[0, 0, 1], [0, 0, 0]], X.sum(0))).evidence
    assert evidence["index"] == [0, 2]
    assert evidence["got"] == 7.0
    assert evidence["expected"] == 6.0
    assert evidence["wrong"] == 1
    assert evidence["size"] == 6
    assert evidence["call"].startswith("both(x=np.array(")


def test_checks_that_share_a_call_do_not_all_pay_for_what_it_did_beside():
    changed = Returned(RIGHT, changed=(0,))
    assert judged(changed, changed).status == "failed"
    assert judged(changed, changed, check=SUMS).status == "passed"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a", "a[0]"), ("f(x, y)", "f(x, y)[0]"), ("w − α · g", "(w − α · g)[0]"), ("J = 2 * w ⇒ w", "⇒ w[0]")],
)
def test_an_index_is_of_the_whole_formula(name, shown):
    cases = [Case(Call("both", (X, 2.0)), exact(name, [1.0]))]
    verdict = judge_values(EXERCISE, replace(DOUBLE, part=None, mistakes=()), cases, [Returned(np.array([2.0]))])
    assert shown + " is 2" in verdict.rationale.to("en")
