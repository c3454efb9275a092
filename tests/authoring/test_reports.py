from dataclasses import replace

import numpy as np

from autograder.authoring import reports
from autograder.i18n.language import Text
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake
from autograder.sandbox.protocol.calls import Call, Raised, Returned

WORD = Text(en="word", pt="palavra")
PARTS = tuple(
    Expected(name, np.array(value), np.array(0.0)) for name, value in (("f", 5.0), ("a.x", 2.0), ("a.y", 3.0))
)
CASE = Case(Call("f", (1.0,), via_driver="twice"), PARTS * 2)  # two turns
DOUBLED = Mistake("doubled", WORD, WORD, formula=lambda _at: [5.0, 2.0, 6.0] * 2)
CHECK = Check("c", WORD, 1, lambda _rng: [CASE], WORD, mistakes=(DOUBLED,))
EXERCISE = Exercise("e", WORD, (Function("f", ("at",)),), (CHECK,), (), ())
IN_TURN = Text(en="turn {turn}: {why}", pt="vez {turn}: {why}")


def picks(_at):
    """The attributes, the last one first."""
    return [[2, 1], [5, 4]]


def judged(outcome, check=CHECK):
    def place(verdict, _case, _outcome, turn):
        return replace(verdict, rationale=IN_TURN(turn=turn, why=verdict.rationale))

    return reports.judge_report(EXERCISE, check, [(CASE, outcome)], picks, place, WORD)


def test_what_is_not_picked_does_not_count():
    assert judged(Returned([0.0, 2.0, 3.0, None, 2.0, 3.0])).status == "passed"
    assert not reports.anything_wrong(EXERCISE, CHECK, [(CASE, Returned([0.0, 2.0, 3.0] * 2))], picks)


def test_the_first_turn_that_is_wrong_is_told_and_the_mistake_of_the_whole_report():
    verdict = judged(Returned([5.0, 2.0, 3.0, 5.0, 2.0, 6.0]))
    assert verdict.rationale.to("en").startswith("turn 1: `f`: a.y is 6")
    assert verdict.diagnosis is None
    named = judged(Returned([0.0, 2.0, 6.0, None, 2.0, 6.0]))
    assert named.rationale.to("en").startswith("turn 0: ")
    assert named.diagnosis is not None
    assert named.diagnosis.mistake.id == "doubled"


def test_an_attribute_that_is_none_is_said_to_be_and_diagnosed_as_zero():
    verdict = judged(Returned([5.0, 2.0, None, 5.0, 2.0, None]))
    assert verdict.rationale.to("en") == "turn 0: `f`: a.y is still None afterwards"
    never = replace(DOUBLED, id="never-set", formula=lambda _at: [5.0, 2.0, 0.0] * 2)
    found = judged(Returned([5.0, 2.0, None, 5.0, 2.0, None]), replace(CHECK, mistakes=(never,))).diagnosis
    assert found is not None
    assert found.mistake.id == "never-set"


def test_calls_that_raised():
    unwritten = judged(Raised("NotImplementedError", "", "line 3: raise NotImplementedError"))
    assert unwritten.status == "not_attempted"
    assert "or something it uses" in unwritten.rationale.to("en")
    raised = judged(Raised("ValueError", "no", "line 3: g()"))
    assert raised.rationale.to("en").startswith("turn 0: `f` raised")
    assert not reports.anything_wrong(EXERCISE, CHECK, [(CASE, Raised("ValueError", "no"))], picks)


def test_only_a_list_of_all_parts_is_a_report():
    told = [reports.is_report((CASE, Returned(value))) for value in (None, [1.0], [None] * 6, (1.0,) * 6)]
    assert told == [False, False, True, False]


def test_lines_that_show_a_part():
    line, attribute = reports.part_shown(CASE, 0, "f(1)"), reports.part_shown(CASE, 1, "f(1)")
    assert (line.text, attribute.text) == ("f(1)", "f(1); a.x")
    assert attribute.gives([5.0, 2.5, 3.0] * 2) == 2.5
