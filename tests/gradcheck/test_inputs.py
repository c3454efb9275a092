import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.gradcheck import cases
from autograder.gradcheck.inputs import blocks, direction, fresh, signed, unit_of


def test_signed_draws_keep_away_from_zero_and_have_both_signs():
    drawn = signed((50, 4), np.random.default_rng(0))
    assert np.all((np.abs(drawn) >= 0.5) & (np.abs(drawn) <= 1.5))
    assert (drawn > 0).any()
    assert (drawn < 0).any()


@settings(deadline=None)
@given(st.integers(0, 1000), st.floats(-20, 20), st.floats(-6, 6), st.floats(-20, 0))
def test_a_moved_argument_is_off_by_no_more_than_the_slack(seed, exponent, apart, step):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=20) * 10.0**exponent
    way = direction(0, np.arange(x.size), 10.0 ** (exponent + apart), rng)
    t = 2.0**step
    real = (x + np.longdouble(t * way.values)) - (x + t * way.values)
    assert np.all(np.abs(real) <= (way.slack(x) + np.finfo(float).eps * t) * np.abs(way.values))


def test_the_unit_is_a_power_of_two_near_the_typical_magnitude():
    assert unit_of(np.array([0.0, 0.0])) == 1.0
    assert unit_of(np.array([900.0, -1100.0, 0.0])) == 1024.0
    assert unit_of(np.array([1e-8])) == pytest.approx(1e-8, rel=0.5)


def test_blocks_part_huge_tiny_and_zero_and_lose_nothing():
    x = np.array([1.0, 1e-9, 0.0, -3.0, 2e-9, 1e8])
    parts = [set(part.tolist()) for part in blocks(x, np.ones(6))]
    assert {frozenset(part) for part in parts} == {frozenset({5}), frozenset({0, 3}), frozenset({1, 4}), frozenset({2})}
    assert blocks(np.zeros(3))[0].tolist() == [0, 1, 2]
    many = blocks(10.0 ** -np.arange(0, 200, 7.0))
    assert sorted(np.concatenate(many).tolist()) == list(range(29))
    assert len(many) <= 8


@pytest.mark.parametrize("order", ["C", "F", "strided"])
def test_a_fresh_copy_keeps_numbers_and_layout_and_shares_nothing(order):
    x = np.arange(24.0).reshape(4, 6)
    x = x[:, ::2] if order == "strided" else np.asarray(x, order=order)
    copy = fresh(x)
    assert np.array_equal(copy, x)
    assert (copy.flags.c_contiguous, copy.flags.f_contiguous) == (x.flags.c_contiguous, x.flags.f_contiguous)
    assert not np.shares_memory(copy, x)


def test_cases_cover_what_mistakes_hide_from():
    drawn = list(cases(lambda n, d, k: [(n, d), (d, k), (k,)], seed=0))
    assert {X.shape[0] for X, _, _ in drawn} >= {1, 5, 8}
    assert any(W.shape[0] == W.shape[1] for _, W, _ in drawn)
    assert any(W.shape[0] != W.shape[1] for _, W, _ in drawn)
    assert any(np.any(X == 0) for X, _, _ in drawn)
    assert any(np.any(np.abs(X) == 500) for X, _, _ in drawn)
    assert all(X.shape[1] == W.shape[0] and W.shape[1] == b.shape[0] for X, W, b in drawn)
