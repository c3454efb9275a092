import numpy as np
import pytest

from autograder.i18n.language import Text
from autograder.judging import diagnose
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.sandbox.protocol.calls import Call, Raised, Returned

SAID = Text(en="why", pt="por quê")
CALLS = [np.array([1.0, 2.0]), np.array([3.0, -4.0, 5.0])]


def mistake(name, formula=None, **also):
    return Mistake(name, Text(en=f"{name}.", pt=f"{name}."), Text(en="Look.", pt="Veja."), formula, **also)


def judged(mistakes, *outcomes):
    """Judge a function that doubles its argument."""
    cases = [Case(Call("double", (x,)), Expected("2x", 2 * x, np.zeros(x.shape))) for x in CALLS]
    check = Check("double", SAID, 1, lambda _: cases, SAID, mistakes=tuple(mistakes))
    exercise = Exercise("doubling", SAID, (Function("double", ("x",)),), (check,), (), ())
    verdict = judge_values(exercise, check, cases, outcomes)
    return verdict.status, verdict.diagnosis and (verdict.diagnosis.mistake.id, verdict.diagnosis.confidence)


def returned(function, **also):
    return [Returned(function(x), **also) for x in CALLS]


def test_the_one_formula_that_gives_the_numbers_is_named():
    known = [mistake("tripled", lambda x: 3 * x), mistake("squared", lambda x: x**2)]
    assert judged(known, *returned(lambda x: x**2)) == ("failed", ("squared", 1.0))


def test_on_a_tie_nothing_is_named():
    known = [mistake("squared", lambda x: x**2), mistake("multiplied by itself", lambda x: x * x)]
    assert judged(known, *returned(lambda x: x**2)) == ("failed", None)


def test_formulas_of_one_mistake_are_no_tie():
    known = [mistake("squared", lambda x: x**2), mistake("squared", lambda x: x * x)]
    assert judged(known, *returned(lambda x: x**2)) == ("failed", ("squared", 1.0))


def test_a_formula_must_hold_in_every_case():
    known = [mistake("absolute", lambda x: 2 * np.abs(x))]
    outcomes = [Returned(3 * CALLS[0]), Returned(2 * np.abs(CALLS[1]))]
    assert judged(known, *outcomes) == ("failed", None)


@pytest.mark.filterwarnings("error")
def test_formulas_may_give_infinity_and_nan():
    known = [mistake("lost", lambda x: x * np.nan), mistake("overflown", lambda x: x * np.inf)]
    assert judged(known, *returned(lambda x: x * np.inf)) == ("failed", ("overflown", 1.0))


@pytest.mark.parametrize("formula", [lambda x: x[100], None])
def test_a_fault_in_looking_for_the_mistake_leaves_the_verdict(monkeypatch, formula):
    if formula is None:  # nothing is known, and what looks for a pattern fails
        monkeypatch.setattr(diagnose, "pattern_of", lambda *_: {}["ours"])
    known = [mistake("out of bounds", formula)]
    assert judged(known, *returned(lambda x: x**2)) == ("failed", None)


def test_an_exception_is_named_by_its_text():
    known = [mistake("list", raises="TypeError: can't multiply"), mistake("squared", lambda x: x**2)]
    assert judged(known, Raised("TypeError", "can't multiply sequence")) == ("error", ("list", 0.9))


@pytest.mark.parametrize(
    "message",
    [
        "unsupported operand type(s) for ^: 'float' and 'int'",
        "ufunc 'bitwise_xor' not supported for the input types, and the inputs could not be safely coerced",
    ],
)
def test_a_caret_for_a_power_is_named_in_whatever_exercise(message):
    assert judged([], Raised("TypeError", message)) == ("error", ("caret-is-not-power", 0.9))
    assert judged([], Raised("TypeError", message.replace("^", "+").replace("xor", "and"))) == ("error", None)


def test_wrong_numbers_are_not_explained_by_what_a_later_call_raised():
    known = [mistake("list", raises="TypeError: can't multiply")]
    raised = Raised("TypeError", "can't multiply sequence")
    assert judged(known, Returned(CALLS[0]), raised) == ("failed", None)


def test_numbers_before_an_exception_name_the_mistake_with_less_confidence():
    known = [mistake("list", raises="TypeError: can't multiply"), mistake("squared", lambda x: x**2)]
    raised = Raised("TypeError", "can't multiply sequence")
    assert judged(known, Returned(CALLS[0] ** 2), raised) == ("failed", ("squared", 0.5))


def test_right_numbers_with_a_changed_argument_are_a_mistake_of_their_own():
    outcomes = returned(lambda x: 2 * x, changed=(0,))
    assert judged([], *outcomes) == ("failed", ("argument-modified-in-place", 1.0))


def test_an_exercise_may_have_its_own_name_for_a_changed_argument():
    outcomes = returned(lambda x: 2 * x, changed=(0,))
    assert judged([mistake("doubled-in-place", in_place=True)], *outcomes) == ("failed", ("doubled-in-place", 1.0))


def test_wrong_numbers_with_a_changed_argument_are_called_by_the_numbers():
    known = [mistake("doubled-in-place", in_place=True), mistake("squared", lambda x: x**2)]
    assert judged(known, *returned(lambda x: x**2, changed=(0,))) == ("failed", ("squared", 1.0))
