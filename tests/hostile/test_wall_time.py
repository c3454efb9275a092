"""Whatever a submission does, its code has the submission's seconds in all: tries, late exercises and pictures included."""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.course.course import course
from autograder.grading import grade_exercise, grade_together, pipeline
from autograder.grading.pipeline import SHORTEST, share_of
from autograder.sandbox import Sandbox

SECONDS = 2.0  # instead of 60: what is measured is the share that was taken
MOST = 65 / 60  # of them
IDS = [entry.id for entry in course().exercises]
RIGHT = {entry.id: entry.script_file.read_text("utf-8") for entry in course().exercises}
SLEEP = "import time\ntime.sleep(1000)\n"
IN_CALLS = "\nimport time, types\nfor _n, _v in list(globals().items()):\n    if isinstance(_v, types.FunctionType): globals()[_n] = {}\n"


def in_calls(function):
    """Replace every function of right work."""
    return {id_: source + IN_CALLS.format(function) for id_, source in RIGHT.items()}


KINDS = {
    "sleeps_everywhere": dict.fromkeys(IDS, SLEEP),
    "sleeps_in_calls": in_calls("lambda *a, **k: time.sleep(1000)"),
    "sleeps_in_the_last": {**RIGHT, IDS[-1]: SLEEP},
    "prints_for_ever": dict.fromkeys(IDS, "while True: print()\n"),
    "prints_a_little_for_ever": dict.fromkeys(IDS, "import time\nwhile True: print(1); time.sleep(0.001)\n"),
    "replies_are_large": in_calls("lambda *a, **k: [0.5] * 200_000"),
    "closes_its_connection_and_stays": in_calls("lambda *a, **k: (__import__('os').closerange(0, 256), time.sleep(1000))"),
    "is_right_and_slow": in_calls("lambda *a, _v=_v, **k: (time.sleep(0.02), _v(*a, **k))[1]"),
}  # fmt: skip


@pytest.fixture
def taken(monkeypatch):
    """The wall seconds of every session and batch, whoever opens it."""
    found = []
    batch, opened = Sandbox.batch, Sandbox.open

    def counted_batch(self, *args, **options):
        tried = batch(self, *args, **options)
        found.append(tried.seconds)
        return tried

    def counted_open(self, *args, **options):
        return Counted(opened(self, *args, **options))

    class Counted:
        def __init__(self, opened):
            self.opened = opened

        def __enter__(self):
            self.session = self.opened.__enter__()
            return self.session

        def __exit__(self, *what):
            ended = self.opened.__exit__(*what)
            found.append(self.session.wall_used)
            return ended

    monkeypatch.setattr(Sandbox, "batch", counted_batch)
    monkeypatch.setattr(Sandbox, "open", counted_open)
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "pictures"),
    [*((kind, False) for kind in KINDS), ("sleeps_in_the_last", True), ("is_right_and_slow", True)],
)
def test_no_submission_takes_more_than_its_seconds(kind, pictures, quick, tmp_path, taken):
    for id_, source in KINDS[kind].items():
        (tmp_path / f"{id_}.py").write_text(source, "utf-8")
    grader = replace(quick["en"], wall_seconds=SECONDS, questions=(), pictures=pictures, more_pictures=pictures)
    report = grader.grade(tmp_path)
    assert report.status == "graded"
    assert 0 < sum(taken) <= MOST * SECONDS, taken


@pytest.mark.parametrize("count", [1, 2, 13, 100])
@pytest.mark.parametrize("seconds", [60.0, 5.0, 0.5, 0.0])
def test_shares_add_up_to_no_more_than_there_is(count, seconds):
    left = seconds
    for later in reversed(range(count)):
        share = share_of(left, later)
        assert share >= min(SHORTEST, seconds / count) * (1 - 1e-9)
        left -= share
    assert left >= -1e-9
    assert share_of(-1.0, 3) == 0


@pytest.mark.parametrize("pictures", [False, True])
def test_who_takes_all_that_is_given_takes_no_more_than_the_submission_has(quick, tmp_path, monkeypatch, pictures):
    given = []

    def takes_all(entry, *settings):
        *_, lang, wall_seconds = settings
        given.append(wall_seconds)
        return grade_exercise.untouched(entry.exercise, lang), wall_seconds

    def draws_for_ever(report, *settings):
        given.append(min(grade_exercise.PICTURE_SECONDS, settings[-1]))
        return report, given[-1]

    monkeypatch.setattr(pipeline, "grade_exercise", takes_all)
    monkeypatch.setattr(pipeline, "with_pictures", draws_for_ever)
    monkeypatch.setattr(grade_together, "grade_together", lambda *_: ({}, 4.0))
    for id_ in IDS:
        (tmp_path / f"{id_}.py").write_text("x = 1\n")
    replace(quick["en"], questions=(), more_pictures=pictures).grade(tmp_path)
    assert len(given) == len(IDS) * (1 + pictures)
    assert sum(given) + 4.0 <= pipeline.WALL_SECONDS
