import numpy as np
import pytest

from autograder.gradcheck import numeric_gradient

FUNCTIONS = {
    "cubic": (lambda x: float(np.sum(x**3)), lambda x: 3 * x**2),
    "sines": (lambda x: float(np.sum(np.sin(3 * x))), lambda x: 3 * np.cos(3 * x)),
    "sigmoid": (lambda x: float(np.sum(1 / (1 + np.exp(-x)))), lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2),
    "product": (lambda x: float(np.prod(x)), lambda x: np.prod(x) / x),
    "linear": (lambda x: float(np.sum(2 * x)), lambda x: np.full(x.shape, 2.0)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("seed", range(5))
def test_the_true_gradient_is_within_ten_times_the_estimated_error_which_is_small(name, seed):
    function, derivative = FUNCTIONS[name]
    x = np.random.default_rng(seed).uniform(0.5, 2, (2, 3))
    found = numeric_gradient(function, x)
    true = derivative(x)
    assert np.all(np.abs(found.value - true) <= 10 * found.error + 1e-15)
    assert np.all(found.error < 1e-9 * (1 + np.abs(true)))


def test_the_error_estimate_grows_where_the_function_is_noisy():
    rng = np.random.default_rng(0)
    x = np.ones(3)
    clean = numeric_gradient(lambda at: float(np.sum(at**2)), x)
    noisy = numeric_gradient(lambda at: float(np.sum(at**2) + 1e-6 * rng.normal()), x)
    assert np.all(noisy.error > 1e3 * clean.error)


def test_scalars_and_empty_arrays_keep_their_shape():
    assert numeric_gradient(lambda at: float(at**2), np.array(3.0)).value.shape == ()
    assert numeric_gradient(lambda at: float(at.sum()), np.zeros((0, 3))).value.shape == (0, 3)


def test_the_point_itself_is_left_alone():
    x = np.arange(4.0)
    numeric_gradient(lambda at: float(np.sum(at)), x)
    assert np.array_equal(x, np.arange(4.0))
