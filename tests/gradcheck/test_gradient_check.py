import doctest
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.gradcheck import gradient_check


def linear(X, W, b):
    return X @ W + b


def linear_backward(g, X, W, b):  # noqa: ARG001 -- called like every backward function
    return g @ W.T, X.T @ g, g.sum(axis=0)


def layer(n, d, k, seed=0):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)]


def test_the_example_in_the_docstring_holds():
    module = import_module("autograder.gradcheck.check_backward")  # the package's name of it is the function
    assert doctest.testmod(module).attempted == 5
    assert doctest.testmod(module).failed == 0


def test_the_same_seed_gives_the_same_result():
    def wrong(g, *arguments):
        return (1.5 * linear_backward(g, *arguments)[0], *linear_backward(g, *arguments)[1:])

    one, other = (gradient_check(linear, wrong, layer(5, 4, 3), seed=7) for _ in range(2))
    assert one == other
    assert one != gradient_check(linear, wrong, layer(5, 4, 3), seed=8)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.floats(-6, 6), st.integers(1, 4))
def test_a_polynomial_s_gradient_passes_at_every_scale_and_one_percent_off_in_one_entry_is_found(seed, decade, power):
    rng = np.random.default_rng(seed)
    scale = 10.0**decade
    x = rng.normal(size=(3, 4)) * scale
    place = (int(rng.integers(3)), int(rng.integers(4)))
    x[place] = scale

    def forward(x):
        return (x / scale) ** power

    def backward(g, x):
        return g * power * (x / scale) ** (power - 1) / scale

    def spoiled(g, x):
        gradient = backward(g, x)
        gradient[place] *= 1.01
        return gradient

    assert gradient_check(forward, backward, [x], seed=seed).passed
    finding = gradient_check(forward, spoiled, [x], seed=seed).findings[0]
    assert (finding.kind, finding.index, finding.wrong, finding.size) == ("value", place, 1, 12)
    assert finding.got == pytest.approx(1.01 * finding.expected, rel=1e-5)
    assert finding.error < 1e-3 * abs(finding.expected)
    assert finding.place == "one entry"


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000))
def test_one_wrong_entry_of_many_is_located(seed):
    rng = np.random.default_rng(seed)
    place = (int(rng.integers(40)), int(rng.integers(30)))

    def spoiled(g, X, W, b):
        dX, dW, db = linear_backward(g, X, W, b)
        dW[place] *= 1.3
        return dX, dW, db

    result = gradient_check(linear, spoiled, layer(6, 40, 30, seed), seed=seed)
    assert [(f.kind, f.argument, f.index, f.wrong, f.examined, f.place) for f in result.findings] == [
        ("value", 1, place, 1, 1200, "one entry")
    ]


def test_a_passing_check_of_a_large_layer_takes_few_calls():
    result = gradient_check(linear, linear_backward, layer(32, 64, 32), seed=0)
    assert result.passed
    assert result.forward_calls < 500  # differences entry by entry take 8,256
    assert result.backward_calls <= 8


@pytest.mark.parametrize(
    ("name", "factor", "dimension"),
    [("factor", 2.0, None), ("factor", 1 / 7, 7), ("factor", 1.001, None), ("sign", -1.0, None), ("zero", 0.0, None)],
)
def test_a_constant_factor_is_named(name, factor, dimension):
    def wrong(g, *arguments):
        dX, dW, db = linear_backward(g, *arguments)
        return dX, dW * factor, db

    pattern = gradient_check(linear, wrong, layer(7, 4, 3), seed=0).findings[0].pattern
    assert (pattern.name, pattern.dimension) == (name, dimension)


def test_a_square_gradient_transposed_and_two_swapped_are_named():
    transposed = gradient_check(
        linear, lambda g, X, W, _: (g @ W.T, (X.T @ g).T, g.sum(axis=0)), layer(5, 4, 4), seed=0
    ).findings[0]
    assert (transposed.argument, transposed.pattern.name) == (1, "transposed")
    swapped = gradient_check(
        lambda a, b: a**2 * b, lambda g, a, b: (g * a**2, g * 2 * a * b), layer(4, 4, 4)[:2], seed=0
    ).findings
    assert [(f.pattern.name, f.pattern.argument) for f in swapped] == [("swapped", 1), ("swapped", 0)]


def test_a_wrong_row_is_told_from_a_wrong_column():
    for where, place in ((np.s_[2, :], "one row"), (np.s_[:, 1], "one column")):

        def wrong(g, x, where=where):
            gradient = g * np.cos(x)
            gradient[where] *= -1
            return gradient

        finding = gradient_check(np.sin, wrong, [layer(5, 4, 3)[0]], seed=0).findings[0]
        assert (finding.place, finding.pattern.name) == (place, "sign")


@pytest.mark.parametrize("slope", [0.0, 0.3, 1.0])
def test_anything_between_the_one_sided_slopes_holds_at_a_kink(slope):
    x = np.array([0.0, 1.0, -2.0, 0.0])
    result = gradient_check(lambda x: np.maximum(x, 0), lambda g, x: g * np.where(x == 0, slope, x > 0), [x], seed=0)
    assert result.passed
    assert [remark.name for remark in result.remarks] == ["kink"]


@pytest.mark.parametrize("slope", [-0.01, 1.01, 2.0])
def test_nothing_else_does(slope):
    x = np.array([0.0, 1.0, -2.0])
    finding = gradient_check(
        lambda x: np.maximum(x, 0), lambda g, x: g * np.where(x == 0, slope, x > 0), [x], seed=0
    ).findings[0]
    assert (finding.kind, finding.index, finding.wrong) == ("value", (0,), 1)


def test_kinks_in_a_large_array_do_not_hide_a_wrong_entry_beside_them():
    x = np.random.default_rng(0).normal(size=(20, 20))
    x[::4, ::5] = 0

    def wrong(g, x):
        gradient = g * (x > 0)
        gradient[1, 1] += 1e-3 * g[1, 1]
        return gradient

    assert gradient_check(lambda x: np.maximum(x, 0), lambda g, x: g * (x > 0), [x], seed=0).passed
    finding = gradient_check(lambda x: np.maximum(x, 0), wrong, [x], seed=0).findings[0]
    assert (finding.index, finding.wrong) == ((1, 1), 1)


def test_what_cannot_be_told_is_undecided_and_has_not_passed():
    rng = np.random.default_rng(0)
    x = np.array([0.5, 2.0])
    functions = {
        "too inaccurate": lambda x: np.sin(x) + 1e-2 * rng.normal(size=x.shape),
        "not finite nearby": lambda x: np.where(np.isin(x, (0.5, 2.0)), x, np.nan),
    }
    for reason, forward in functions.items():
        result = gradient_check(forward, lambda g, x: g * np.cos(x), [x], seed=0)
        assert result.status == "undecided", reason
        assert not result.passed
        assert [doubt.reason for doubt in result.doubts] == [reason]
    step = gradient_check(lambda x: (x > 0).astype(float), lambda g, _: 0 * g, [np.zeros(3)], seed=0)
    assert step.status == "undecided"


def test_a_forward_that_is_not_finite_or_kinks_beyond_the_budget_are_undecided():
    infinite = gradient_check(lambda x: np.full(x.shape, np.inf), lambda g, _: g, [np.ones(2)], seed=0)
    assert (infinite.status, infinite.doubts[0].reason) == ("undecided", "forward is not finite")
    many = gradient_check(np.abs, lambda g, x: g * np.sign(x), [np.zeros(400)], seed=0, budget=50)
    assert (many.status, many.doubts[0].reason) == ("undecided", "too many kinks")


def test_a_tiny_wrong_block_beside_a_huge_one_is_found_in_a_sum_too():
    rng = np.random.default_rng(0)
    x = np.concatenate([1e3 * rng.normal(size=40), rng.normal(size=4)])
    weight = np.concatenate([np.ones(40), np.full(4, 1e-6)])

    def backward(g, x, factor=1.0):
        gradient = 2 * g * weight * x
        gradient[40:] *= factor
        return gradient

    assert gradient_check(lambda x: (weight * x**2).sum(), backward, [x], seed=0).passed
    result = gradient_check(lambda x: (weight * x**2).sum(), lambda g, x: backward(g, x, 1.5), [x], seed=0)
    assert result.findings[0].index[0] >= 40


def test_what_is_too_small_to_show_in_the_output_passes_with_a_remark():
    x = np.array([1.0, 2.0])
    result = gradient_check(lambda x: 1e20 + np.sin(x).sum(), lambda g, x: g * np.cos(x), [x], seed=0)
    assert result.passed
    assert [remark.name for remark in result.remarks] == ["too small to show"]


def test_a_backward_of_finite_differences_passes_with_a_remark():
    def differences(g, x, h=1e-5):
        return g * (np.sin(x + h) - np.sin(x)) / h

    result = gradient_check(np.sin, differences, [np.array([0.3, 1.2, -0.7])], seed=0)
    assert result.passed
    assert [remark.name for remark in result.remarks] == ["finite-difference accuracy"]


@pytest.mark.parametrize("shape", [(), (0,), (1,), (1, 1), (2, 0, 3), (2, 3, 4)])
def test_every_shape_is_taken(shape):
    x = np.random.default_rng(0).normal(size=shape)
    assert gradient_check(np.tanh, lambda g, x: g * (1 - np.tanh(x) ** 2), [x], seed=0).passed
    assert gradient_check(lambda x: np.tanh(x).sum(), lambda g, x: g * (1 - np.tanh(x) ** 2), [x], seed=0).passed


def test_what_is_no_gradient_check_is_refused():
    with pytest.raises(TypeError, match="floating-point"):
        gradient_check(np.sin, lambda g, _: g, [np.arange(3)], seed=0)
    with pytest.raises(TypeError, match="real numbers"):
        gradient_check(lambda x: x + 1j, lambda g, _: g, [np.ones(3)], seed=0)
    with pytest.raises(ValueError, match="changed its arguments"):
        gradient_check(lambda x: np.add(x, 1, out=x), lambda g, _: g, [np.ones(3)], seed=0)
    with pytest.raises(ZeroDivisionError):
        gradient_check(np.sin, lambda *_: 1 / 0, [np.ones(3)], seed=0)
