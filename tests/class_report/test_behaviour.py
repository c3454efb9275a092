"""Groups of equal behaviour, examples, and who is stuck."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from autograder.class_report.behaviour import (
    Example,
    cluster_of,
    example_of,
    smaller,
    stuck_in,
    unusual_of,
)
from autograder.judging.exception_messages import FAULT
from tests.class_report.made_reports import BEGIN, attempts, check, exercise, report


def test_equal_mistakes_in_equal_checks_are_one_group_whatever_the_figures():
    one = exercise("linear", check("a"), check("b", "failed", mistake="averaged", rationale="3 is wrong"))
    two = exercise("linear", check("a"), check("b", "failed", mistake="averaged", rationale="7 is wrong"))
    assert cluster_of(one) == cluster_of(two)
    assert cluster_of(one).named
    others = [
        exercise("linear", check("a"), check("b", "failed", mistake="summed")),
        exercise("linear", check("a", "failed", mistake="averaged"), check("b")),
        exercise("linear", check("a", "failed"), check("b", "failed", mistake="averaged")),
        exercise("sigmoid", check("a"), check("b", "failed", mistake="averaged")),
    ]
    ids = {cluster_of(each).id for each in (one, *others)}
    assert len(ids) == 5


def test_the_id_of_a_group_is_the_same_next_term():
    found = cluster_of(exercise("linear", check("b", "failed", mistake="averaged")))
    digest = sha256(b"linear\0b\0\0averaged").hexdigest()
    assert found.id == f"linear-{digest[:8]}" == "linear-20d75fee"


def test_a_pattern_or_an_exception_stands_where_no_mistake_is_known():
    pattern = exercise("linear", check("b", "failed", evidence={"pattern": {"id": "transposed", "confidence": 0.9}}))
    raised = exercise("linear", check("b", "error", evidence={"raised": "TypeError: no"}))
    assert (cluster_of(pattern).shown, cluster_of(raised).shown) == (("transposed",), ("TypeError",))
    assert not cluster_of(pattern).named


def test_what_waits_or_is_not_written_or_is_the_grader_s_fault_is_nobody_s_mistake():
    assert cluster_of(exercise("linear", check("a"), check("b", "waiting"), check("c", "not_attempted"))) is None
    assert cluster_of(exercise("linear", check("a", "error", evidence={FAULT: "ValueError"}))) is None


def test_the_smallest_example_is_the_shortest_call():
    long, short = (Example(call, "1", "2") for call in ("f([[1, 2], [3, 4]])", "f(1)"))
    assert smaller(long, short) == smaller(short, long) == smaller(None, short) == short
    assert smaller(None, None) is None
    assert example_of(check("a", "failed", evidence={"counterexample": {"call": "f(1)", "got": "1", "expected": "2"}})) == Example("f(1)", "1", "2")  # fmt: skip
    assert example_of(check("a", "failed")) is None


def test_only_numbers_that_nobody_comes_to_by_chance_are_unusual():
    def got(value, mistake=""):
        return unusual_of(
            exercise("linear", check("a", "failed", mistake=mistake, evidence={"got": value, "index": [1]}))
        )

    assert got(3.25) == {"a: [1]: 3.25"}
    for usual in (0, 1, -1, True, "nan", float("inf"), None, [3.25]):
        assert got(usual) == set()
    assert got(3.25, "averaged") == set()


def passing(points):
    return exercise("linear", check("a", points=points), check("b", "failed", 10 - points))


def test_stuck_is_who_gains_nothing_in_two_attempts():
    same = [report(passing(4)), report(passing(4)), report(passing(4))]
    (found,) = stuck_in(attempts(*same))
    assert (found.exercise, found.check, found.tries, found.elsewhere) == ("linear", "b", 3, 0)
    assert found.since == BEGIN
    rising = [report(passing(2)), report(passing(4)), report(passing(4))]
    assert [(one.tries, one.since.day) for one in stuck_in(attempts(*rising))] == [(2, 3)]
    falling = [report(passing(6)), report(passing(4)), report(passing(2))]
    assert [one.tries for one in stuck_in(attempts(*falling))] == [3]


def test_who_has_just_gained_or_passes_or_has_one_attempt_is_not_stuck():
    assert stuck_in(attempts(report(passing(2)), report(passing(4)))) == ()
    assert stuck_in(attempts(report(passing(4)))) == ()
    assert stuck_in(attempts(*[report(exercise("linear", check("a")))] * 3)) == ()
    blank = exercise("linear", check("a", "not_attempted"), check("b", "not_attempted"))
    assert stuck_in(attempts(report(blank), report(passing(4)))) == ()


def test_what_was_gained_elsewhere_is_told():
    other = exercise("sigmoid", check("a", points=5))
    blank = exercise("sigmoid", check("a", "not_attempted", points=5))
    (found,) = stuck_in(attempts(report(passing(4), blank), report(passing(4), other)))
    assert found.elsewhere == 5
    extra = [replace(passing(points), extra=True) for points in (6, 4)]
    gains = [report(one, blank, score=0) for one in extra[:1]] + [report(extra[1], other, score=5)]
    assert stuck_in(attempts(*gains))[0].elsewhere == 5  # extra points are in no sum, so they are not taken off it


def test_an_attempt_that_could_not_be_graded_is_no_try():
    broken = report(status="ungradable", reason="no archive")
    assert stuck_in(attempts(report(passing(4)), broken)) == ()
    (found,) = stuck_in(attempts(report(passing(4)), broken, report(passing(4))))
    assert found.tries == 2
