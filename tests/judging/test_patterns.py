from __future__ import annotations

import re

import numpy as np
import pytest

from autograder.i18n.language import Text
from autograder.judging.judge import judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.judging.pattern_model import SEVERAL_ROWS_NEXT
from autograder.sandbox.protocol.calls import Call, Raised, Returned

SAID = Text(en="Ask again.", pt="Pergunte de novo.")
RNG = np.random.default_rng(7)
SHAPES = ((4, 4), (5, 3), (1, 3), (3, 4))
MATRICES = [RNG.normal(0, 2, shape) for shape in SHAPES]
VECTORS = [RNG.normal(0, 2, n) for n in (4, 3, 5)]
NUMBERS = [np.float64(x) for x in (0.7, -1.9, 2.3, 3.1, -0.4)]


def right(x):
    return x**3 + 1


def mistake(name, formula):
    return Mistake(name, Text(en=f"It is {name}.", pt=f"É {name}."), Text(en="Look.", pt="Veja."), formula)


def verdict_on(inputs, function, mistakes=(), after=()):
    cases = [Case(Call("f", (x,)), Expected("x = … ⇒ y", right(x), np.zeros(np.shape(x)))) for x in inputs]
    check = Check("f", SAID, 1, lambda _: cases, SAID, mistakes=tuple(mistakes))
    exercise = Exercise("cubes", SAID, (Function("f", ("x",)),), (check,), (), ())
    outcomes = [Returned(function(x)) for x in inputs][: len(inputs) - len(after)]
    return judge_values(exercise, check, cases, [*outcomes, *after])


def told(inputs, function, **more):
    """Give the id of the pattern, with the learner's figures as they are said."""
    verdict = verdict_on(inputs, function, **more)
    assert verdict.status in ("failed", "passed")
    pattern = verdict.evidence.get("pattern")
    if pattern is None:
        assert verdict.diagnosis is not None or verdict.help in (None, SAID())
        return None
    assert 0 < pattern["confidence"] < 1
    assert verdict.diagnosis is None
    assert "{" not in verdict.help.to("en") + verdict.help.to("pt-BR")
    assert verdict.help.to("en") != verdict.help.to("pt-BR")
    return pattern["id"], verdict.help.to("en")


@pytest.mark.parametrize("inputs", [MATRICES, VECTORS, NUMBERS])
@pytest.mark.parametrize(
    ("factor", "shown"), [(2, "2"), (0.5, "½"), (-1, "−1"), (3.5, "3.5"), (-0.25, "−0.25"), (1.01, "1.01")]
)
def test_one_factor_everywhere(inputs, factor, shown):
    id_, help_ = told(inputs, lambda x: factor * right(x))
    assert id_ == "constant-factor"
    assert f"All of y is the right answer times {shown}: " in help_


@pytest.mark.parametrize(
    ("factor", "shown"),
    [
        (len, "times n, the number of rows (4 here)"),
        (lambda x: 1 / len(x), "times 1/n, with n the number of rows (4 here)"),
        (np.size, "times the number of its entries (16 here)"),
        (lambda x: 1 / np.size(x), "times one over the number of its entries (16 here)"),
    ],
)
def test_a_factor_that_follows_the_shape(factor, shown):
    id_, help_ = told(MATRICES, lambda x: factor(x) * right(x))
    assert (id_, shown in help_) == ("constant-factor", True)


def test_rows_and_entries_are_not_guessed_between():
    assert told(VECTORS, lambda x: len(x) * right(x)) is None


@pytest.mark.parametrize("factor", [1.0005, 1 - 1e-4, 0.0])
def test_no_factor_is_made_of_a_small_error_or_of_zeros(factor):
    assert told(MATRICES, lambda x: factor * right(x)) is None


def test_a_factor_must_hold_in_every_case():
    assert told(MATRICES, lambda x: (2 if len(x) > 3 else 3) * right(x)) is None


def test_a_few_equal_numbers_prove_no_factor():
    assert told([np.array([1.0, 1.0, 1.0]), np.array([1.0, 0.0])], lambda x: 3 * right(x)) is None


def test_rows_and_columns_exchanged():
    assert told(MATRICES, lambda x: right(x).T)[0] == "transposed"
    assert told([x @ x.T for x in MATRICES], lambda x: right(x).T) is None  # symmetric: it is right


@pytest.mark.parametrize(
    ("index", "said"),
    [
        (np.s_[0], "Only the first row of y is wrong, in each of the 3 cases"),
        (np.s_[-1], "Only the last row of y is wrong"),
        (np.s_[:, 0], "Only the first column of y is wrong, in each of the 4 cases"),
        (np.s_[:, -1], "Only the last column of y is wrong"),
    ],
)
def test_one_row_or_column_wrong_or_right(index, said):
    def spoiled(x):
        y = right(x)
        if len(x) > 1 or index not in (0, -1):
            y[index] += 1 + np.arange(y[index].size)
        return y

    def spared(x):
        y = right(x) + 1 + RNG.random(x.shape)
        y[index] = right(x)[index]
        return y

    assert said in told(MATRICES, spoiled)[1]
    assert said.replace("wrong", "right").partition(",")[0] in told(MATRICES, spared)[1]


@pytest.mark.parametrize(("at", "said"), [(0, "first"), (-1, "last")])
def test_one_entry_of_vectors_wrong(at, said):
    def spoiled(x):
        y = right(x)
        y[at] += 1
        return y

    assert f"Only the {said} entry of y is wrong" in told(VECTORS, spoiled)[1]


def test_a_path_whose_start_alone_is_right_is_nothing_to_tell():
    def walked(x):
        return np.concatenate([right(x)[:1], right(x)[1:] + 1 + RNG.random(len(x) - 1)])

    assert told(VECTORS, walked) is None


def test_a_corner_is_neither_row_nor_column():
    def spoiled(x):
        y = right(x)
        y[0, 0] += 1
        return y

    assert told(MATRICES, spoiled) is None


def test_a_place_in_the_middle_is_not_told():
    def spoiled(x):
        y = right(x)
        y[len(y) // 2] += RNG.random(y.shape[1])
        return y

    assert told(MATRICES, spoiled) is None


def test_wrong_for_more_than_one_row():
    id_, help_ = told(MATRICES, lambda x: right(x) if len(x) == 1 else right(x) + RNG.normal(2, 1, x.shape))
    assert id_ == "several-rows-wrong"
    assert "right for one row, and wrong in each of the 3 cases with more rows" in help_


@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_what_several_rows_come_to_is_left_open(lang):
    # exercises that add up the rows have this pattern too, and those that take their mean
    assert not re.search("add|sum|averag|mean|som|médi", SEVERAL_ROWS_NEXT.to(lang))


def test_wrong_for_other_than_square_matrices():
    def function(x):
        return right(x) if x.shape[0] == x.shape[1] else right(x) + RNG.normal(2, 1, x.shape)

    id_, help_ = told(MATRICES, function)
    assert (id_, "in each of the 3 cases where they are not" in help_) == ("not-square-wrong", True)


def test_cases_that_differ_in_size_as_well_prove_nothing_about_rows():
    inputs = [x * (1 if len(x) == 1 else 100) for x in MATRICES]
    assert told(inputs, lambda x: right(x) if len(x) == 1 else right(x) + RNG.normal(9, 1, x.shape) * x**2) is None


def test_wrong_just_where_the_argument_is_large():
    id_, help_ = told(MATRICES, lambda x: right(np.clip(x, -1.5, 1.5)))
    large = sum(int((np.abs(x) > 1.5).sum()) for x in MATRICES)
    assert id_ == "large-wrong"
    assert f"({large} entries), and right below" in help_
    assert "wrong just where |x| is above 1." in help_


def test_wrong_where_the_argument_is_not_next_to_nothing_is_no_matter_of_size():
    assert told(MATRICES, lambda x: right(np.clip(x, -0.2, 0.2))) is None


@pytest.mark.parametrize(
    "function",
    [
        lambda _: None,
        lambda _: "text",
        lambda x: right(x) * np.nan,
        lambda x: right(x) + np.inf,
        lambda x: right(x).ravel(),
        lambda x: right(x) + RNG.normal(0, 1, x.shape),
        np.cos,
        np.zeros_like,
    ],
)
def test_what_shows_no_pattern_is_told_none(function):
    assert verdict_on(MATRICES, function).evidence.get("pattern") is None


def test_a_known_mistake_comes_before_any_pattern():
    verdict = verdict_on(MATRICES, lambda x: 2 * right(x), [mistake("doubled", lambda x: 2 * right(x))])
    assert verdict.diagnosis.mistake.id == "doubled"
    assert "pattern" not in verdict.evidence


def test_on_a_tie_of_known_mistakes_no_pattern_is_told():
    known = [mistake("doubled", lambda x: 2 * right(x)), mistake("twice", lambda x: right(x) + right(x))]
    verdict = verdict_on(MATRICES, lambda x: 2 * right(x), known)
    assert verdict.diagnosis is None
    assert "pattern" not in verdict.evidence


@pytest.mark.parametrize(
    ("spoil", "second"),
    [
        (lambda y: -y, "every sign is flipped"),
        (lambda y: 2 * y, "every number is doubled"),
        (lambda y: y / 2, "every number is halved"),
        (lambda y: y * len(y), "every number is multiplied by n, the number of rows"),
        (lambda y: y / len(y), "every number is divided by n, the number of rows"),
        (lambda y: y.T, "rows and columns are exchanged"),
    ],
)
def test_a_known_mistake_with_one_thing_more_is_named_with_it(spoil, second):
    known = [mistake("a square", lambda x: x**2), mistake("a sine", np.sin)]
    verdict = verdict_on(MATRICES, lambda x: spoil(x**2), known)
    assert (verdict.diagnosis.mistake.id, verdict.diagnosis.confidence) == ("a square", 0.8)
    assert verdict.evidence["pattern"]["beside"] == "a square"
    assert verdict.help.to("en") == f"It is a square. On top of that, {second}. Look. Mend one thing, then the other."
    for x in MATRICES:  # and the formula that is named gives the numbers of both
        assert np.allclose(verdict.diagnosis.mistake.formula(x), spoil(x**2))


def test_two_readings_of_that_kind_are_a_tie():
    known = [mistake("a square", lambda x: x**2), mistake("four squares", lambda x: 4 * x**2)]
    verdict = verdict_on(MATRICES, lambda x: 2 * x**2, known)
    assert verdict.diagnosis is None
    assert "pattern" not in verdict.evidence


def test_constants_with_a_factor_name_no_mistake():
    verdict = verdict_on(MATRICES, lambda x: np.full(x.shape, 2.0), [mistake("ones", np.ones_like)])
    assert verdict.diagnosis is None
    assert "pattern" not in verdict.evidence


def test_numbers_before_an_exception_make_less_sure():
    verdict = verdict_on(
        MATRICES, lambda x: -(x**2), [mistake("a square", lambda x: x**2)], [Raised("ValueError", "no")]
    )
    assert verdict.diagnosis.mistake.id == "a square"
    assert verdict.diagnosis.confidence == pytest.approx(0.8 * 3 / 4)


OFF = [(0.9e-6, True), (1.2e-6, False)]  # relative to the largest entry: a millionth is let through, for float32


def a_little_off(numbers, off):
    """One entry, not the largest, is off."""
    numbers = np.array(numbers)
    numbers.flat[np.abs(numbers).argmin()] += off * np.abs(numbers).max()
    return numbers


@pytest.mark.parametrize(("off", "holds"), OFF)
def test_a_factor_holds_to_a_millionth_in_every_entry(off, holds):
    found = told(MATRICES[:2], lambda x: a_little_off(2 * right(x), off))
    assert (found is not None and found[0] == "constant-factor") is holds


@pytest.mark.parametrize(("off", "holds"), OFF)
def test_a_factor_is_the_same_to_a_millionth_in_every_case(off, holds):
    factors = iter([3.7, 3.7 * (1 + off)])
    found = told(MATRICES[:2], lambda x: next(factors) * right(x))
    assert (found is not None and found[0] == "constant-factor") is holds


@pytest.mark.parametrize(("off", "holds"), OFF)
def test_a_factor_is_called_two_within_a_millionth(off, holds):
    _, help_ = told(MATRICES[:2], lambda x: 2 * (1 + off) * right(x))
    assert ("Look for a constant that does not belong there" not in help_) is holds


@pytest.mark.parametrize(("off", "holds"), OFF)
def test_a_factor_is_the_number_of_rows_within_a_millionth(off, holds):
    found = told(MATRICES[:2], lambda x: len(x) * (1 + off) * right(x))
    assert (found is not None) is holds


@pytest.mark.parametrize(("off", "holds"), OFF)
def test_a_transposition_holds_to_a_millionth_in_every_entry(off, holds):
    found = told(MATRICES[:2], lambda x: a_little_off(right(x), off).T)
    assert (found is not None and found[0] == "transposed") is holds
