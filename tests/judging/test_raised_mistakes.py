"""Mistakes that an exception, or the kind of what came back, gives away in whatever exercise."""

import math

import numpy as np
import pytest

from autograder.i18n.language import Text
from autograder.judging.exception_messages import help_on_error
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function
from autograder.sandbox.protocol.calls import Call, Opaque, Raised, Returned

SAID = Text(en="said", pt="dito")
X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def judged(outcome, args=(X, 2.0), expected=X):
    cases = [Case(Call("f", args), Expected("x", np.array(expected), np.zeros(np.shape(expected))))]
    check = Check("f", SAID, 1, lambda _: cases, SAID)
    exercise = Exercise("one", SAID, (Function("f", ("x", "factor", "step")),), (check,), (), ())
    return judge_values(exercise, check, cases, [outcome])


def named(outcome, **also):
    diagnosis = judged(outcome, **also).diagnosis
    return diagnosis and diagnosis.mistake.id


def raised_by(code, where="line 1: x"):
    with pytest.raises(Exception) as caught:  # noqa: PT011 -- whichever it is
        eval(code, {"x": X, "np": np, "math": math, "none": None})  # noqa: S307 -- code of our own
    return Raised(type(caught.value).__name__, str(caught.value), where)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize(
    ("code", "mistake"),
    [
        ("x ^ 2", "caret-is-not-power"),
        ("x (1 - x)", "number-called-as-function"),
        ("2 (1 - x)", "number-called-as-function"),
        ("x[0, 0] (1 - x)", "number-called-as-function"),
        ("x.sum() (1 - x)", "number-called-as-function"),
        ("math.exp(x)", "math-exp-on-array"),
        ("math.pow(x, 2)", "math-exp-on-array"),
        ("math.log(x) + math.sqrt(x)", "math-exp-on-array"),
        ("math.tanh([1, 2])", "math-exp-on-array"),
        ("float(x)", "math-exp-on-array"),
        ("x * none", "left-none"),
        ("none - x", "left-none"),
        ("-none", "left-none"),
        ("np.exp(none)", "left-none"),
        ("none.T", "left-none"),
        ("none[0]", "left-none"),
        ("math.exp(none)", "left-none"),
        ("np", None),
        ("[1](2)", None),
        ("x + 'a'", None),
        ("x @ x", None),
        ("x.shape[5]", None),
    ],
)
def test_an_exception_names_the_mistake(code, mistake):
    outcome = Raised("KeyError", "'a'", "line 1: x") if code == "np" else raised_by(code)
    assert named(outcome) == mistake
    if mistake is not None:  # and where it is no check that is judged, the same is said
        help_ = help_on_error(outcome.kind, outcome.message, outcome.where)
        assert help_.to("pt-BR") == judged(outcome).help.to("pt-BR")


def test_an_array_in_a_text_is_no_function_of_math():
    raised = raised_by("'%.3f' % x", "line 2: print('%.3f' % x)")
    assert raised.message == raised_by("math.exp(x)").message
    assert named(raised) is None


@pytest.mark.parametrize(
    ("message", "args", "mistake"),
    [
        ("f() missing 1 required positional argument: 'step'", (X, 2.0), "default-missing"),
        ("f() missing 2 required positional arguments: 'factor' and 'step'", (X,), "default-missing"),
        ("f() missing 1 required positional argument: 'step'", (X, 2.0, 1.0), None),
        ("f() missing 1 required positional argument: 'verbose'", (X, 2.0), None),
        ("f() takes 1 positional argument but 2 were given", (X, 2.0), None),
    ],
)
def test_a_default_that_is_missing_is_told_from_a_parameter_too_many(message, args, mistake):
    verdict = judged(Raised("TypeError", message), args=args)
    assert (verdict.diagnosis and verdict.diagnosis.mistake.id) == mistake
    assert ("Are the parameters those of the exercise" in verdict.help.to("en")) is (mistake is None)


def test_the_same_words_inside_a_function_are_about_another_one():
    assert named(Raised("TypeError", "g() missing 1 required positional argument: 'step'", "line 3: g(x)")) is None


@pytest.mark.parametrize(
    ("value", "mistake"),
    [
        (None, "nothing-returned"),
        ((X, Opaque("dict")), "several-values-returned"),
        ((2 * X, X), "several-values-returned"),
        (("cache", X), "several-values-returned"),
        ((X[0], X[1] + 1), None),  # the rows of one answer
        ((1.0, 2.0), None),
        ((X,), None),
        (X + 1, None),
        ("text", None),
    ],
)
def test_the_kind_of_a_wrong_value_names_the_mistake(value, mistake):
    assert named(Returned(value)) == mistake


def test_a_cost_with_something_beside_it_is_two_things():
    assert named(Returned((3.0, X)), expected=3.0) == "several-values-returned"
