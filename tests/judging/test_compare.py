import numpy as np
import pytest

from autograder.judging.compare import compare, counts
from autograder.judging.model import Expected


def expected(value, error=0.0, loose_rtol=1e-5):
    value = np.asarray(value, float)
    return Expected("value", value, np.full(value.shape, error), loose_rtol=loose_rtol)


def test_rounding_is_right():
    value = np.array([1.0, -2.0, 3e-9])
    assert compare(value * (1 + 1e-12), expected(value)).right


@pytest.mark.parametrize("error", [1e-4, 2e-5])
def test_relative_errors_of_known_loose_checkers_are_wrong(error):
    value = np.array([1.0, -2.0])
    found = compare(value * (1 + error), expected(value))
    assert not found.right
    assert not found.loose
    assert found.wrong == 2


def test_float32_accuracy_is_loose_but_counts():
    value = np.random.default_rng(0).normal(size=(4, 3))
    found = compare(value.astype(np.float32).astype(float), expected(value))
    assert not found.right
    assert found.loose


def test_no_roughness_where_rounding_is_the_subject():
    value = np.array([1.0])
    assert not compare(value * (1 + 1e-6), expected(value, loose_rtol=0.0)).loose


def test_the_tolerance_follows_the_known_error():
    value = np.array([1.0])
    assert compare(value + 5e-3, expected(value, error=1e-3)).right
    assert not compare(value + 2e-2, expected(value, error=1e-3)).loose


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_the_worst_entry(bad):
    found = compare(np.array([1.0, bad, 2.5]), expected([1.0, 2.0, 3.0]))
    assert not found.loose
    assert found.index == (1,)


def test_the_worst_entry_is_the_one_farthest_beyond_its_own_tolerance():
    found = compare(np.array([[1000.001, 0.002]]), expected([[1000.0, 0.001]]))
    assert found.index == (0, 1)
    assert found.got == pytest.approx(0.002)


def test_a_tiny_wrong_entry_is_not_hidden_by_large_right_ones():
    found = compare(np.array([1.0, 2e-4]), expected([1.0, 1e-4]))
    assert not found.loose


def test_nothing_is_right_about_nothing_but_its_shape():
    assert compare(np.zeros((0, 3)), expected(np.zeros((0, 3)))).right


def test_a_zero_is_expected_as_zero():
    assert compare(np.zeros(2), expected([0.0, 0.0])).right
    assert not compare(np.array([0.0, 1e-12]), expected([0.0, 0.0])).loose


@pytest.mark.parametrize("off", [0.0, 1e-12, 9e-6, 3e-5, 1.0, np.nan, np.inf])
def test_what_counts_is_what_the_comparison_lets_through(off):
    value = np.array([[1.0, -2.0]])
    known = Expected("y", value, np.zeros((1, 2)), accepted_shapes=((2,),))
    right = compare(value + off, known).loose
    assert counts(value + off, known) == counts((value + off)[0], known) == right
    assert not counts((value + off).T, known)
    assert right == (off < 2e-5)
