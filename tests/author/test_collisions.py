from __future__ import annotations

import numpy as np
import pytest

from autograder.author.collisions import collisions
from autograder.i18n.language import Text
from autograder.judging.compare import SAME
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Verdict
from autograder.sandbox.protocol.calls import Call

ANY = Text(en="any", pt="qualquer")
INPUTS = (np.array([1.7, -0.6]), np.array([[0.4, -2.3, 5.1]]))


def mistake(name, formula):
    return Mistake(name, ANY, ANY, formula)


def found(*mistakes, inputs=INPUTS, part=None, judge=None, right=lambda x: 2 * x, **case):
    """Give what collides in a check of a function that doubles: (one, other, index of the case shown)."""

    def expected(x):
        parts = tuple(Expected("y", value, np.zeros(value.shape)) for value in np.atleast_1d(right(x), x)[:2])
        return parts if part is not None else parts[0]

    cases = [Case(Call("f", (x,)), expected(x), **case) for x in inputs]
    check = Check("doubled", ANY, 1, lambda _: cases, ANY, part=part, mistakes=mistakes, judge=judge)
    exercise = Exercise("doubling", ANY, (Function("f", ("x",)),), (check,), (), ())
    assert all(each.check == "doubled" for each in collisions(exercise, 0))
    calls = [case.call for case in cases]
    return [(each.one, each.other, calls.index(each.call)) for each in collisions(exercise, 0)]


def test_formulas_that_differ_anywhere_do_not_collide():
    assert found(mistake("tripled", lambda x: 3 * x), mistake("squared", lambda x: x**2)) == []
    assert found(mistake("tripled", lambda x: 3 * x), mistake("capped", lambda x: np.minimum(3 * x, 15))) == []


def test_the_same_function_under_two_names_collides():
    assert found(mistake("tripled", lambda x: 3 * x), mistake("summed", lambda x: x + x + x)) == [
        ("tripled", "summed", 0)
    ]


def test_several_formulas_of_one_mistake_do_not_collide():
    assert found(mistake("tripled", lambda x: 3 * x), mistake("tripled", lambda x: x + 2 * x)) == []


def test_a_pair_is_told_once_however_many_formulas_coincide():
    twice = [mistake("tripled", lambda x: 3 * x)] * 2
    assert found(*twice, mistake("summed", lambda x: x + x + x)) == [("tripled", "summed", 0)]


def test_what_only_blind_inputs_hide_collides_there():
    cube, line = mistake("cubed", lambda x: x**3), mistake("itself", lambda x: x)
    assert found(cube, line, inputs=[np.array([1.0, -1.0, 0.0])]) == [("cubed", "itself", 0)]
    assert found(cube, line) == []


def test_a_mistake_that_gives_the_right_numbers_collides_with_the_right_answer():
    squared = mistake("squared", lambda x: x**2)
    assert found(squared, inputs=[np.array([2.0, 0.0])]) == [("squared", None, 0)]
    assert found(squared) == []


@pytest.mark.parametrize(("off", "told"), [(0.3, []), (3, [("tripled", "about tripled", 0)])])
def test_the_tolerance_is_that_of_the_diagnosis(off, told):
    apart = SAME / off
    assert found(mistake("tripled", lambda x: 3 * x), mistake("about tripled", lambda x: 3 * x * (1 + apart))) == told


def test_the_tolerance_for_the_right_answer_is_that_of_the_judge():
    near = mistake("near", lambda x: 2 * x + 1e-6)
    assert found(near, inputs=[np.array([1.0, 2.0])]) == [("near", None, 0)]  # float32 is let through, with a remark
    assert found(mistake("far", lambda x: 2 * x + 1e-3)) == []


def test_shapes_tell_apart():
    assert found(mistake("row", lambda x: x), mistake("column", lambda x: x[..., None])) == []


def test_not_a_number_and_infinity_are_compared_too():
    lost = mistake("lost", lambda x: x * np.nan)
    assert found(lost, mistake("overflown", lambda x: x * np.inf)) == []
    assert found(lost, mistake("lost as well", lambda x: np.nan - x)) == [("lost", "lost as well", 0)]


def test_what_raises_in_every_case_has_no_numbers_to_collide():
    def fails(_):
        raise ValueError

    assert found(mistake("one", fails), mistake("other", fails)) == []


def test_an_exception_ends_the_calls_so_what_comes_later_tells_nothing_apart():
    def vectors_only(x):
        if x.ndim > 1:
            raise ValueError
        return 3 * x

    pair = mistake("tripled", lambda x: 3 * x), mistake("vectors", vectors_only)
    assert found(*pair) == [("tripled", "vectors", 0)]
    assert found(*pair, inputs=INPUTS[::-1]) == []  # the first call raises or returns: that tells them apart
    assert found(*pair, judge=lambda *_: Verdict("passed", ANY())) == []  # a judge of its own may look at both


def test_repeated_and_free_cases_tell_nothing_apart():
    assert found(mistake("tripled", lambda x: 3 * x), mistake("summed", lambda x: x + x + x), repeated=True) == []
    assert found(mistake("tripled", lambda x: 3 * x), mistake("summed", lambda x: x + x + x), remark=ANY) == []


def test_parts_are_compared_where_both_formulas_speak_of_them():
    first = mistake("first", lambda x: (3 * x, x))
    assert found(first, mistake("judged", lambda x: 3 * x), part=0) == [("first", "judged", 0)]
    assert found(first, mistake("judged", lambda x: 3 * x), part=1) == []
    assert found(first, mistake("second", lambda x: (3 * x, 2 * x)), part=0) == []
