"""Answers that submissions of one run share, and such as are made out to another: notes in both."""

from __future__ import annotations

import json

import pytest

from autograder.course.course import course
from autograder.grading import shared_answers
from autograder.grading.pipeline import Grader
from autograder.grading.shared_answers import remarks_on_shared
from autograder.quiz.parse import parse_questions
from autograder.sandbox import Sandbox

IDS = [f"q-{at}" for at in range(8)]
ASKED = {id_: (f"What is {id_}?",) for id_ in IDS}


def answers(count, learner=""):
    return f'learner = "{learner}"\n[answers]\n' + "".join(
        f'{id_} = "{"b" * (at < count)}"\n' for at, id_ in enumerate(IDS)
    )


def notebook(count):
    cells = [
        {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": id_}}, "source": "b" if at < count else ""}
        for at, id_ in enumerate(IDS)
    ]
    return json.dumps({"nbformat": 4, "cells": cells})


@pytest.fixture
def said(tmp_path):
    """Lay out submissions, name → files, and give what is said of each."""

    def told(submissions, lang="en"):
        for name, files in submissions.items():
            (tmp_path / name).mkdir(exist_ok=True)
            for file, text in files.items():
                (tmp_path / name / file).write_text(text, encoding="utf-8")
        found = remarks_on_shared([(name, tmp_path / name) for name in submissions], ASKED)
        return {name: [note.to(lang) for note in notes] for name, notes in zip(submissions, found, strict=True)}

    return told


@pytest.mark.parametrize(("file", "text"), [("answers.toml", answers(5)), ("quiz.ipynb", notebook(5))])
def test_the_same_file_is_noted_in_both(said, file, text):
    found = said({"ana": {file: text}, "bia": {file: text}, "caio": {file: text + "\n"}})
    assert [len(notes) for notes in found.values()] == [1, 1, 0]
    assert "`bia`" in found["ana"][0]
    assert "`ana`" in found["bia"][0]
    assert "changes no score" in found["ana"][0]
    assert "sem mudar nota" in said({"ana": {file: text}, "bia": {file: text}}, "pt-BR")["ana"][0]


@pytest.mark.parametrize(
    ("file", "text"), [("answers.toml", answers(4)), ("quiz.ipynb", notebook(0)), ("answers.toml", "")]
)
def test_what_is_alike_by_chance_is_not_noted(said, file, text):
    assert said({"ana": {file: text}, "bia": {file: text}}) == {"ana": [], "bia": []}


def test_another_s_id_is_noted_in_both(said):
    found = said({"ana": {}, "Bia": {"answers.toml": answers(1, "Ana")}, "caio": {"answers.toml": answers(2, "caio")}})
    assert "made out to `ana`" in found["Bia"][0]
    assert "`Bia`" in found["ana"][0]
    assert found["caio"] == []


def test_a_learner_who_is_nobody_s_submission_is_no_matter(said):
    assert said({"s1": {"answers.toml": answers(6, "Ana Lima")}, "s2": {"answers.toml": answers(3, "Bia")}}) == {
        "s1": [],
        "s2": [],
    }


def test_links_are_not_followed_and_what_cannot_be_read_is_passed_over(said, tmp_path):
    found = said({"ana": {"quiz.ipynb": notebook(6)}})
    (tmp_path / "bia").symlink_to(tmp_path / "ana")
    made = remarks_on_shared([(name, tmp_path / name) for name in ("ana", "bia", "gone", "work.py")], ASKED)
    assert made == ((), (), (), ())
    assert found == {"ana": []}


def failing(*_):
    raise ZeroDivisionError("a bug of ours")


def test_a_submission_on_which_the_comparison_fails_keeps_no_others_from_being_compared(said, monkeypatch):
    def files(path, *rest):
        return failing() if path.name == "bad" else of_one(path, *rest)

    of_one = shared_answers._files
    monkeypatch.setattr(shared_answers, "_files", files)
    found = said({name: {"answers.toml": answers(5)} for name in ("ana", "bad", "bia")})
    assert "byte for byte the same as that of `bia`" in found["ana"][0]
    assert "byte for byte the same as that of `ana`" in found["bia"][0]
    assert "were not compared" in found["bad"][0]


def test_a_comparison_that_fails_is_said_and_costs_no_grade(tmp_path, monkeypatch):
    for name in ("ana", "bia"):
        (tmp_path / name).mkdir()

    monkeypatch.setattr(shared_answers, "remarks_on_shared", failing)
    with Sandbox() as sandbox:
        grader = Grader(course(), parse_questions(course().questions), sandbox, 1, "en", probe=False)
        reports = list(grader.grade_all([tmp_path / "ana", tmp_path / "bia"]))
    assert [report.status for report in reports] == ["graded"] * 2
    assert all(
        any("were not compared" in note and "a bug of ours" in note for note in report.submission.notes)
        for report in reports
    )
