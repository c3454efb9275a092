import numpy as np
import pytest

from autograder.gradcheck.ridders import EPSILON, SINGLE, ecnoise, estimate_noise


@pytest.mark.parametrize("size", [1e-3, 1e-7, 1e-12])
def test_the_noise_of_a_noisy_parabola_is_found_within_a_factor_of_four(size):
    rng = np.random.default_rng(1)
    t = np.arange(8)[:, None] * 1e-6
    values = (t + 1) ** 2 + size * rng.uniform(-1, 1, (8, 400))
    found = ecnoise(values)
    deviation = size / np.sqrt(3)
    assert deviation / 4 < np.median(found) < 4 * deviation
    assert np.mean(found > 0) > 0.8


def test_a_polynomial_without_noise_has_none():
    t = np.arange(8.0)[:, None]
    assert np.all(ecnoise(t**2) == 0)


def test_a_float64_function_is_as_precise_as_float64():
    x = np.random.default_rng(0).normal(size=50)
    noise = estimate_noise(lambda t: np.sin(x + t), np.sin(x))
    assert np.all(noise >= EPSILON * np.abs(np.sin(x)))
    assert np.all(noise < 100 * EPSILON)


def test_a_float32_function_in_float64_s_clothes_is_seen_through():
    x = np.random.default_rng(0).normal(size=50)

    def along(t):
        return np.sin((x + t).astype(np.float32)).astype(np.float64)

    assert SINGLE / 32 < np.median(estimate_noise(along, along(0.0))) < 4 * SINGLE


def test_a_kink_at_the_point_is_no_noise():
    noise = estimate_noise(lambda t: np.abs(np.array([t, t - 3])) + 1, np.array([1.0, 4.0]))
    assert np.all(noise < 100 * EPSILON)


def test_outside_its_domain_a_function_has_the_noise_of_its_precision():
    assert estimate_noise(lambda t: np.array([np.nan if t else 2.0]), np.array([2.0]))[0] == 2 * EPSILON
