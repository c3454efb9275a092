import math

import pytest

from autograder.quiz.formulas import COMPUTED, FORMULAS, POWERS, SLOPES, computed
from autograder.quiz.parse import Number
from autograder.quiz.variants import every_draw

NUMBERS = {
    "p": 3.0, "w": -2.0, "epsilon": 0.001, "times": 4.0, "x": 5.0, "upstream": -2.0, "output": 0.8, "layers": 3.0,
    "eta": 1.1, "weight": 0.5, "gradient": -2.0, "rate": 0.001, "inputs": 16.0, "outputs": 8.0,
}  # fmt: skip


@pytest.mark.parametrize("p", sorted(POWERS))
@pytest.mark.parametrize("w", [2.0, -3.0, 0.5])
def test_the_slope_is_what_the_central_difference_says(p, w):
    step = 1e-5
    after, before = (computed("power", {"p": p, "w": at}) for at in (w + step, w - step))
    estimate = (after - before) / (2 * step)
    assert computed("power-slope", {"p": p, "w": w}) == pytest.approx(estimate, rel=1e-6)


@pytest.mark.parametrize(
    ("p", "name", "slope"), [(2, "w²", "2w"), (3, "w³", "3w²"), (1, "w", "1"), (-1, "1/w", "−1/w²")]
)
def test_powers_are_written_out(p, name, slope):
    assert (computed("power-name", {"p": p}), computed("power-slope-name", {"p": p})) == (name, slope)
    assert set(POWERS) == set(SLOPES)


@pytest.mark.parametrize(
    ("w", "epsilon", "risen"),
    [(3, 0.001, 9.006001), (3, 0.002, 9.012004), (2, 0.001, 4.004001), (-3, 0.001, 8.994001)],
)
def test_the_lecture_s_figures_come_out(w, epsilon, risen):
    numbers = {"p": 2, "w": w, "epsilon": epsilon}
    assert computed("power-risen", numbers) == pytest.approx(risen, abs=1e-12)
    assert computed("power-rise", numbers) == pytest.approx(risen - 9 if w != 2 else 0.004001, abs=1e-12)


def test_the_figures_of_the_others_come_out():
    z = math.log(4)  # σ(z) = 0.8
    step = 1e-6
    numeric = (1 / (1 + math.exp(-z - step)) - 1 / (1 + math.exp(-z + step))) / (2 * step)
    assert computed("sigmoid-gradient", NUMBERS) == pytest.approx(-2 * numeric, rel=1e-6)
    assert computed("updated", NUMBERS) == pytest.approx(0.502)
    assert computed("square-descended", NUMBERS | {"w": 1.0}) == pytest.approx(-1.2)
    assert computed("four-to-layers", NUMBERS) == 64
    assert computed("parameters-of-linear", NUMBERS) == 16 * 8 + 8
    assert computed("square-of-times", NUMBERS) == 16
    assert (computed("square-fall", {"x": 4}), computed("square-climb", {"x": 4})) == (7, 9)


@pytest.mark.parametrize("name", FORMULAS)
def test_every_formula_gives_a_number_or_words(name):
    value = computed(name, NUMBERS)
    assert isinstance(value, float | str)
    assert isinstance(value, str) == name.endswith("-name")


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("power", {"p": -1.0, "w": 0.0}),
        ("power", {"p": 2.0, "w": 1e200}),
        ("power", {"p": 0.5, "w": -1.0}),
        ("power-name", {"p": 4.0}),
        ("four-to-layers", {"layers": 1e9}),
    ],
)
def test_what_gives_no_number_gives_nothing(name, numbers):
    assert computed(name, numbers) is None


def test_only_names_of_the_set_are_computed():
    with pytest.raises(KeyError):
        computed("__import__('os')", NUMBERS)
    with pytest.raises(KeyError):
        computed("power", {"p": 2.0})


def test_every_formula_serves_a_question(key):
    used = set()
    for question in key.values():
        if question.draw and isinstance(question.part, Number):
            formula = question.part.key
            used |= {formula.formula, *(typical.formula for typical in formula.typical)}
            texts = (question.prompt, formula.right, formula.wrong, *(typical.why for typical in formula.typical))
            used |= {name for name in FORMULAS for text in texts if f"{{{name}}}" in text.en}
            assert next(every_draw(question))
    assert used == set(FORMULAS)
    assert len(COMPUTED) == len(FORMULAS)
