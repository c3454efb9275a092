from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from autograder.cli.progress import listing
from autograder.course.course import course
from autograder.workspace.next_step import Desk, Standing, next_step
from autograder.workspace.progress_file import Checked

DAY = date(2026, 3, 2)


class Seen:
    """An exercise of the course that notes when it is loaded."""

    def __init__(self, entry, loaded):
        self.number, self.id = entry.number, entry.id
        self._entry, self._loaded = entry, loaded

    @property
    def exercise(self):
        self._loaded.add(self.id)
        return self._entry.exercise


def desk(states, *, loaded=None, questions=3, wrong=0, due=0):
    """Make a workspace in which the exercises named by number have a state, and the others are not started."""
    loaded = set() if loaded is None else loaded
    standings = []
    for entry in course().exercises:
        state = states.get(entry.number, "not_started")
        checked = None
        if state in ("passed", "partial", "failed"):
            checked = Checked(DAY, state, 0, 1, "f", "s", "" if state == "passed" else entry.exercise.checks[0].id)
        standings.append(Standing(Seen(entry, loaded), state, f"{entry.number}.py", checked))
    return Desk(tuple(standings), due, lambda: (questions, wrong))


ALL = {entry.number: "passed" for entry in course().exercises}


def test_what_fails_comes_before_what_is_new():
    assert next_step(desk({"01": "passed", "02": "failed", "03": "not_checked"})).exercise == "symbolic_derivatives"
    assert next_step(desk({"01": "passed", "03": "not_checked"})).exercise == "chain_rule"


def test_one_that_fails_leads_back_to_what_it_builds_on():
    assert next_step(desk({"03": "failed"})).exercise == "derivative_estimates"


def test_after_a_pass_what_follows_comes_next_if_all_that_it_builds_on_passes():
    assert next_step(desk({"01": "passed", "03": "passed"}), after="chain_rule").exercise == "forward_pass"
    assert next_step(desk({"05": "passed"}), after="sigmoid_backward").exercise == "derivative_estimates"
    assert (
        next_step(desk({"01": "passed", "12": "passed"}), after="three_layer_network").exercise
        == "symbolic_derivatives"
    )


def test_no_more_exercises_are_loaded_than_are_named():
    loaded = set()
    next_step(desk({"05": "passed"}, loaded=loaded), after="sigmoid_backward")
    assert loaded == {"linear_backward", "derivative_estimates"}


def test_at_the_end_come_quiz_review_and_handing_in():
    assert next_step(desk(ALL)).command == "autograder quiz"
    assert next_step(desk(ALL, wrong=2)).command == "autograder quiz"
    assert next_step(desk(ALL, questions=0, wrong=2)).command == "autograder quiz --wrong"
    assert next_step(desk(ALL, questions=0, due=2)).command == "autograder review"
    assert next_step(desk(ALL, questions=0)).command == ""


@pytest.mark.parametrize(
    ("questions", "wrong", "command"),
    [(1, 2, "3 (autograder quiz)"), (0, 2, "2 (autograder quiz --wrong)"), (0, 0, "every question has an answer")],
)
def test_the_overview_names_the_command_that_asks_what_is_open(questions, wrong, command):
    (line,) = [
        line
        for line in listing(desk(ALL, questions=questions, wrong=wrong), Path(), "en", full=False)
        if "Quiz" in line
    ]
    assert command in line
