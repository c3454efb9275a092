from __future__ import annotations

import numpy as np
import pytest

from autograder.authoring import gradient_check_diagnosis as diagnosis
from autograder.authoring import gradient_pairs
from autograder.judging.model import Case
from autograder.sandbox.protocol.calls import Asked, Call, Returned

PAIR = gradient_pairs.right(
    "smooth", gradient_pairs.PRODUCT, (np.array([[3.0, -1.0, 4.0]]), np.array([[2.0, 5.0, -3.0]]))
)


def answer(value, asked=(), pair=PAIR):
    return diagnosis.answer_of(Case(Call("check_gradient", pair.callbacks)), Returned(value, asked=tuple(asked)))


def moved(*steps):
    """A call of forward with entries of the first argument moved."""
    x, y = (array.copy() for array in PAIR.arguments)
    for place, step in steps:
        x.flat[place] += step
    return Asked("forward", (x, y))


@pytest.mark.parametrize(
    ("value", "accepted", "odd"),
    [(True, True, ""), (np.array(False), False, ""), (1, True, "number"), (0.0, False, "number"), (0.5, None, "")],
)
def test_true_and_false_are_read_and_nothing_else(value, accepted, odd):
    assert (answer(value).accepted, answer(value).odd) == (accepted, odd)


@pytest.mark.parametrize(("value", "id_"), [(None, "nothing-returned"), (0.5, "error-for-verdict"), ("yes", None)])
def test_what_is_no_verdict_is_named_where_it_can_be(value, id_):
    assert diagnosis.of_no_verdict(value) == id_


def test_raising_over_a_gradient_of_the_wrong_shape_has_caught_it():
    scalar = gradient_pairs.replaced(1, lambda one, *_: np.array(one.sum()))
    pair = gradient_pairs.wrong("shape", gradient_pairs.PRODUCT, PAIR.arguments, scalar)
    assert answer("raised", pair=pair).accepted is False
    assert answer("raised").accepted is None


def test_what_was_looked_at_is_read_from_the_calls():
    both_ways = diagnosis.looked(answer(value=True, asked=[moved(), moved((0, 1e-5)), moved((0, -1e-5))]))
    assert both_ways.steps == {(0, 0): pytest.approx(1e-5)}
    assert not both_ways.one_sided
    assert diagnosis.looked(answer(value=True, asked=[moved((0, 1e-5)), moved((1, 1e-5))])).one_sided


def test_entries_that_stay_moved_pile_up():
    left = [moved(*((place, 1e-5) for place in range(count))) for count in (1, 2, 3)]
    assert diagnosis.looked(answer(value=True, asked=left)).piles_up
    assert not diagnosis.looked(answer(value=True, asked=left[:2])).piles_up
    assert not diagnosis.looked(answer(value=True, asked=left[::-1])).piles_up


def test_a_difference_is_measured_as_checks_do():
    off = diagnosis.off_by([np.array([3.0, 0.0])], [np.array([1.0, 0.0])])
    assert off == {"whole": 0.5, "entries": 0.5, "unguarded": np.inf, "plain": 2.0}


def test_a_measure_parts_where_a_threshold_lies_between():
    small = {"whole": 1e-9, "entries": 1e-3, "unguarded": 1e-3, "plain": 1.0}
    large = {"whole": 1e-2, "entries": 1e-3, "unguarded": 1e-3, "plain": 1.0}
    assert diagnosis.parting([large], [small]) == "whole"
    assert diagnosis.parting([small], [large]) == ""
    assert diagnosis.parting([], [small]) == ""
