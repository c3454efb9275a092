from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.course.course import course
from autograder.grading import grade_exercise, grade_together, pipeline
from autograder.grading.pipeline import Grader
from autograder.sandbox import Sandbox

EXERCISES = {entry.id: entry for entry in course().exercises}
SOLVED = {id_: entry.script_file.read_text(encoding="utf-8") for id_, entry in EXERCISES.items()}
PAIR = ("sigmoid_backward", "linear_backward")  # in the order in which they share a process


@pytest.fixture(scope="module")
def grader():
    with Sandbox() as sandbox:
        yield Grader(course(), (), sandbox, 1, "en", probe=False)


@pytest.fixture
def graded(grader, tmp_path, monkeypatch):
    """Grade some sources: the report, and the exercises that were asked alone."""

    def made(sources, *, at_once=True, wall_seconds=60.0):
        for id_, source in sources.items():
            (tmp_path / f"{id_}.py").write_text(source, encoding="utf-8")
        alone = []
        asked = grade_exercise.grade_exercise

        def noted(entry, source, *rest, **options):
            if source is not None:
                alone.append(entry.id)
            return asked(entry, source, *rest, **options)

        monkeypatch.setattr(pipeline, "grade_exercise", noted)
        report = replace(grader, at_once=at_once, wall_seconds=wall_seconds, only=frozenset(sources)).grade(tmp_path)
        return replace(report, seconds=0.0), alone

    return made


@pytest.mark.slow
def test_what_is_right_passes_at_once_with_the_same_report(graded):
    at_once, alone = graded(SOLVED)
    assert alone == ["gradient_check"]  # its driver asks the learner's code as it goes
    one_by_one, alone = graded(SOLVED, at_once=False)
    assert alone == list(SOLVED)
    assert at_once == one_by_one
    assert at_once.score == 100


def test_only_what_fails_is_asked_alone(graded):
    wrong = SOLVED["sigmoid_backward"].replace("grad_output * output", "output")
    sources = {**dict.fromkeys(PAIR), "sigmoid_backward": wrong, "linear_backward": SOLVED["linear_backward"]}
    at_once, alone = graded(sources)
    assert alone == ["sigmoid_backward"]
    assert at_once == graded(sources, at_once=False)[0]


# What one file does to the process, and a line that then goes otherwise in another file, for better or worse.
LEFT_BEHIND = {
    "a patched numpy": ("np.exp = np.abs", "assert np.exp(0.0) == 1.0"),
    "an alias that numpy has lost": ("np.float = float", "np.float"),
    "a name among the builtins": ("import builtins\nbuiltins.helper = len", "helper"),
    "numpy's error handling": ("np.seterr(all='raise')", "np.float64(1.0) / 0.0"),
    "error handling in a generator": (
        "def kept():\n    with np.errstate(all='raise'):\n        yield 1\nstill_open = kept()\nnext(still_open)",
        "np.float64(1.0) / 0.0",
    ),
    "a loaded module": ("import sys\nsys.modules['helpers'] = np", "import helpers\nhelpers.exp"),
    "warnings": ("import warnings\nwarnings.simplefilter('error')", "import warnings\nwarnings.warn('mind')"),
    "itself": ("mark = 1", "from sigmoid_backward import mark"),
}


@pytest.mark.parametrize(("done", "seen"), LEFT_BEHIND.values(), ids=LEFT_BEHIND)
def test_what_one_file_leaves_behind_changes_nothing_in_another(graded, done, seen):
    first, second = PAIR
    sources = {first: f"{SOLVED[first]}\n{done}\n", second: f"{SOLVED[second]}\n{seen}\n"}
    assert graded(sources)[0] == graded(sources, at_once=False)[0]
    other_way = {first: f"{SOLVED[first]}\n{seen}\n", second: f"{SOLVED[second]}\n{done}\n"}
    assert graded(other_way)[0] == graded(other_way, at_once=False)[0]


@pytest.mark.parametrize(
    "ending", ["while True: pass", "exit()", "import os; os._exit(0)", "1 / 0", "print('x' * 2_000_000)"]
)
def test_what_ends_a_process_costs_the_others_nothing(graded, monkeypatch, ending):
    monkeypatch.setattr(grade_together, "BATCH_CPU", 0.3)
    sources = {PAIR[0]: ending, PAIR[1]: SOLVED[PAIR[1]]}
    report, alone = graded(sources, wall_seconds=3.0)
    assert PAIR[0] in alone
    assert {one.id: one.score for one in report.exercises} == {PAIR[0]: 0, PAIR[1]: 14}


def test_a_question_that_has_no_answer_is_put_to_the_grader(graded):
    asking = SOLVED["delta_rule"].replace("derivative(w)", "derivative(np.array([w, w]))")
    assert asking != SOLVED["delta_rule"]
    report, alone = graded({"delta_rule": asking})
    assert alone == ["delta_rule"]
    assert report == graded({"delta_rule": asking}, at_once=False)[0]
    assert "derivative takes one number" in str(report)
