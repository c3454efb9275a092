"""Figures held against ones computed by hand, and against the equations that define them."""

from __future__ import annotations

import math
import statistics

import pytest

from autograder.class_report.statistics import (
    ENOUGH,
    Answer,
    Interval,
    correlation_of,
    fisher,
    items_of,
    scores_of,
    wilson,
)


@pytest.mark.parametrize(("right", "count"), [(0, 30), (1, 30), (15, 50), (44, 45), (50, 50), (700, 1000)])
def test_the_ends_of_wilson_s_interval_are_where_the_test_of_a_share_just_rejects(right, count):
    found = wilson(right, count)
    share, z = right / count, statistics.NormalDist().inv_cdf(0.975)
    for end in (found.low, found.high):
        if 1e-12 < end < 1 - 1e-12:
            assert abs(share - end) / math.sqrt(end * (1 - end) / count) == pytest.approx(z, rel=1e-9)
    assert 0 <= found.low <= share <= found.high <= 1
    assert (found.low < 1e-12) == (right == 0)
    assert (found.high > 1 - 1e-12) == (right == count)


def test_wilson_s_interval_of_a_textbook_s_case():
    found = wilson(15, 50)  # (0.3 + z²/100 ± z √(0.21/50 + z²/10000)) / (1 + z²/50), by hand
    assert (round(found.low, 4), round(found.high, 4)) == (0.1910, 0.4375)


def test_fisher_s_interval_by_hand():
    found = fisher(0.5, 30)  # artanh ½ = 0.5493, ± 1.96/√27 = 0.3772
    assert (round(found.low, 3), round(found.high, 3)) == (0.170, 0.729)
    assert fisher(1.0, 30) == Interval(1.0, 1.0)
    assert fisher(-0.5, 30) == Interval(-found.high, -found.low)


def test_correlation():
    assert correlation_of([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert correlation_of([1, 2, 3], [3, 3, 3]) is None
    assert correlation_of([], []) is None
    one, other = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0], [2.0, 7.0, 1.0, 8.0, 2.0, 8.0]
    assert correlation_of(one, other) == pytest.approx(statistics.correlation(one, other))


def answers(*rows):
    return [
        {f"q{at}": Answer(point, answered=point is not None, right=bool(point)) for at, point in enumerate(row)}
        for row in rows
    ]


def test_items_by_hand():
    found = items_of(["q0", "q1", "q2"], answers((1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)))
    assert [item.difficulty for item in found] == [0.75, 0.5, 0.25]
    assert [item.discrimination for item in found] == pytest.approx([0.75 / math.sqrt(0.75 * 2.75), 2**-0.5, 0.75 / math.sqrt(0.75 * 2.75)])  # fmt: skip
    assert [(item.asked, item.right) for item in found] == [(4, 3), (4, 2), (4, 1)]
    assert all(item.difficulty_within is None and item.discrimination_within is None for item in found)
    assert not any(item.weak for item in found)  # of four students nobody can say so


def test_intervals_come_with_thirty_students():
    rows = [(1, at % 2, int(at > 10)) for at in range(ENOUGH)]
    first, second, third = items_of(["q0", "q1", "q2"], answers(*rows))
    assert first.discrimination is None
    assert first.discrimination_within is None
    assert first.difficulty_within == wilson(30, 30)
    assert second.discrimination_within == fisher(second.discrimination, ENOUGH)
    assert second.weak
    assert third.right == 19
    few = items_of(["q1"], answers(*rows[:-1]))
    assert few[0].difficulty_within is None


def test_the_question_itself_is_no_part_of_the_total_it_is_held_against():
    of_two = items_of(["q0", "q1"], answers((1, 0), (0, 1), (1, 1), (0, 0), (1, 0)))
    assert of_two[0].discrimination == pytest.approx(statistics.correlation([1, 0, 1, 0, 1], [0, 1, 1, 0, 0]))


def test_a_question_that_some_were_not_asked_is_judged_by_those_who_were():
    rows = answers((1, 1), (0, 0), (1, 0))
    del rows[2]["q1"]
    found = items_of(["q0", "q1", "unknown"], rows)
    assert [(item.id, item.asked) for item in found] == [("q0", 3), ("q1", 2)]


def test_scores():
    found = scores_of([0, 9, 10, 55, 99, 100], 100)
    assert found.bins == (2, 1, 0, 0, 0, 1, 0, 0, 0, 2)
    assert found.mean == pytest.approx(45.5)
    assert found.median == 32.5
    lower, _, upper = statistics.quantiles([0, 9, 10, 55, 99, 100], n=4, method="inclusive")
    assert (found.lower, found.upper) == (lower, upper)
    assert found.deviation == pytest.approx(statistics.stdev([0, 9, 10, 55, 99, 100]))
    assert scores_of([], 100) is None
    assert scores_of([5], 0).deviation == 0
