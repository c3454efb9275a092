import numpy as np
import pytest

from autograder.gradcheck.ladder import FIRST_STEP, climb, merge
from autograder.gradcheck.ridders import EPSILON

CURVES = {
    "sine": (lambda t: np.sin(3 * t + 1), 3 * np.cos(1)),
    "exponential": (np.exp, 1.0),
    "line": (lambda t: 5 * t - 2, 5.0),
    "quintic": (lambda t: (t + 0.5) ** 5, 5 * 0.5**4),
    "steep": (lambda t: np.tanh(1e4 * t + 0.3), 1e4 / np.cosh(0.3) ** 2),
    "logarithm near its edge": (lambda t: np.log(t + 1e-3), 1e3),
    "kink beside the point": (lambda t: abs(t - 1e-4), -1.0),
    "kinks on both sides": (lambda t: abs(t - 0.01) + abs(t + 0.07), 0.0),
}


def slope_of(*functions, noise=EPSILON, **more):
    def along(t):
        with np.errstate(all="ignore"):
            return np.array([function(t) for function in functions])

    base = along(0.0)
    return climb(along, base, noise * np.abs(base), **more)


@pytest.mark.parametrize("name", CURVES)
def test_the_true_slope_is_within_ten_times_the_estimated_error_which_is_small(name):
    function, true = CURVES[name]
    slope = slope_of(function)
    assert not slope.kink[0]
    assert abs(slope.value[0] - true) <= 10 * slope.error[0] + 1e-15
    assert slope.error[0] < 1e-7 * (1 + abs(true))


def test_outputs_are_estimated_each_by_itself():
    together = slope_of(*(function for function, _ in CURVES.values()))
    for place, (_, true) in enumerate(CURVES.values()):
        assert abs(together.value[place] - true) <= 10 * together.error[place] + 1e-15
        assert together.error[place] < 1e-7 * (1 + abs(true))


@pytest.mark.parametrize(("left", "right"), [(0.0, 1.0), (-1.0, 1.0), (2.0, -3.0), (1.0, 1.01)])
def test_a_kink_is_told_with_the_slopes_on_either_side(left, right):
    slope = slope_of(lambda t: (right if t > 0 else left) * t + t**2 + 1)
    assert slope.kink[0]
    assert slope.left[0] == pytest.approx(left, abs=1e-3)
    assert slope.right[0] == pytest.approx(right, abs=1e-3)


def test_a_cusp_of_infinite_slope_has_a_large_error():
    slope = slope_of(lambda t: np.sqrt(abs(t)) * (1 if t > 0 else -1))
    assert slope.error[0] > 1


def test_a_jump_has_a_large_error():
    for function in (lambda t: float(t > 0), lambda t: float(t >= 0), lambda t: np.sqrt(abs(t)), np.sign):
        slope = slope_of(function)
        assert slope.error[0] > 1
        assert not slope.kink[0]


def test_no_finite_step_leaves_an_infinite_error():
    assert np.isinf(slope_of(lambda t: 0.0 if t == 0 else np.nan).error[0])


def test_noise_widens_the_error_and_no_kink_is_seen_in_it():
    rng = np.random.default_rng(0)
    slope = slope_of(*[lambda t: np.sin(t + 1) + 1e-7 * rng.normal()] * 50, noise=1e-7)
    assert not slope.kink.any()
    assert np.all(np.abs(slope.value - np.cos(1)) <= 10 * slope.error)
    assert np.all(slope.error < 1e-4)


def test_a_straight_line_takes_few_calls():
    calls = []
    base = np.array([1.0])
    climb(lambda t: calls.append(t) or 1 + 2 * np.array([t]), base, EPSILON * base)
    assert len(calls) <= 8
    assert max(calls) == FIRST_STEP


def test_the_narrow_ladder_wins_where_two_contradict():
    near = slope_of(lambda t: max(t + 0.3, 0.01 * (t + 0.3)), noise=1e-7)
    far = slope_of(lambda t: max(t + 0.3, 0.01 * (t + 0.3)), noise=1e-7, unit=2.0**24)
    assert far.value[0] == pytest.approx(0.505, abs=0.01)
    assert merge(near, far).value[0] == pytest.approx(1.0, abs=1e-4)


def test_the_wide_ladder_wins_where_it_knows_more():
    def buried(t):
        return 1e8 + 1e-8 * (t + 1) ** 2

    near, far = slope_of(buried), slope_of(buried, unit=2.0**24)
    assert near.error[0] > 1e-9
    assert merge(near, far).value[0] == pytest.approx(2e-8, rel=1e-3)
