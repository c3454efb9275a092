"""A class graded into nbgrader's gradebook: scores, comments, notebooks; safe to run again."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import sys

import nbformat
import pytest
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import read as read_nbgrader
from nbgrader.preprocessors import LockCells
from nbgrader.utils import determine_grade
from traitlets.config import Config

from autograder.nbgrader import course_directory, grade_assignment, marking
from tests.nbgrader.classroom import (
    ASSIGNMENT,
    EXERCISE,
    GOOD,
    KEPT,
    PARTIAL,
    QUIZ,
    ROOT,
    SEED,
    Room,
    answers,
    cli,
    edit,
    solution,
    wrote,
)

SCORES = {
    "corrupt": 0, "deleted": 8, "duplicated": 8, "empty": 0, "exits": 0, "good": 8, "linked": 0, "loops": 5,
    "marked": 8, "partial": 4, "prints": 8, "raises": 0, "regraded": 8, "renamed": 8, "unnumbered": 8, "untouched": 0,
}  # fmt: skip


def found(room, kind, name, student, notebook=KEPT[0]):
    """Read one grade or comment as a plain dictionary."""
    with room.database() as book:
        return getattr(book, f"find_{kind}")(name, notebook, ASSIGNMENT, student).to_dict()


def change(room, statement, **values):
    with sqlite3.connect(room.root / "gradebook.db") as database:
        assert database.execute(statement, values).rowcount > 0


def by_hand(room):
    """Do what a person does in the formgrader."""
    change(room, "update grade set manual_score = 5, extra_credit = 1, needs_manual_grade = 0 where auto_score = 4")
    change(room, "update comment set manual_comment = 'See me.' where auto_comment like '%Mend first%'")


def quiz_in_gradebook(room, student):
    """Give the points of every answer as the gradebook has them; None waits for a person."""
    with room.database() as book:
        grades = book.find_submission_notebook("quiz", ASSIGNMENT, student).grades
        return {grade.name: grade.auto_score for grade in grades}


def quiz_of(report):
    """Give the same of a report of `autograder grade`."""
    questions = report["quiz"]["questions"]
    return {one["id"]: None if one["status"] == "recorded" else one["score"] for one in questions}


def test_everybody_gets_a_score_and_they_are_those_of_autograder_grade(whole_class):
    room, ran = whole_class
    assert ran.status == 1, ran.err  # of one submission nothing can be read
    assert {student: room.score(student) for student in SCORES} == SCORES
    quick = sorted(SCORES.keys() - {"loops"})
    plain = json.loads(cli("grade", *map(room.submitted, quick), "--seed", SEED, "--json", "-").out)
    assert [report["score"] for report in plain] == [SCORES[student] for student in quick]
    for student, report in zip(quick, plain, strict=True):
        if student == "linked":  # nothing of it is read, so its report has no questions
            assert (report["quiz"]["score"], set(quiz_in_gradebook(room, student).values())) == (0, {0})
        else:
            assert quiz_of(report) == quiz_in_gradebook(room, student), student
    assert {student: report["quiz"]["score"] for student, report in zip(quick, plain, strict=True)} == {
        **dict.fromkeys(quick, 0),
        "good": 4,
    }
    (alone,) = json.loads(cli("grade", room.submitted("loops") / QUIZ, "--json", "-").out)  # which need not wait
    assert quiz_of(alone) == quiz_in_gradebook(room, "loops")


HOSTILE = {
    "slope-of-square-at-3": "Your answer: " + "9" * 100_000,
    "excess-over-six-epsilon": "a" * 1_000_000,
    "slope-of-reciprocal-at-2": ["nan"],
    "slopes-at-2-in-order": [["c > d > a > b"]],
    "small-and-large-derivative": {"a": "b"},
    "straight-d-and-curly-d": None,
    "which-increase-is-exact": "\ud800\0\u202e",
}
NUMBERS = (
    "value-after-epsilon"  # its numbers are drawn; with the released ones it is 9.012004, with those of ana 16.016004
)


def answered_everywhere(room):
    """Hand in answers in cells, in lines and in answers.toml, and such as are traps."""
    room.hand_in("cells", wrote(GOOD))
    answers(room.submitted("cells") / QUIZ)
    source = f'{GOOD}\nfrom autograder import quiz\n\nquiz.answer("slope-of-square-at-3", 6)\n'
    room.hand_in("lines", wrote(source))
    (room.hand_in("file", wrote(source)) / "answers.toml").write_text(
        'learner = "ana"\n[answers]\nslope-of-square-at-3 = 7\nexcess-over-six-epsilon = "a"\n'
    )
    answers(room.submitted("file") / QUIZ)
    edit(room.submitted("file") / QUIZ, lambda cells: answer(cells, {NUMBERS: "9.012004"}))
    edit(room.hand_in("hostile") / QUIZ, lambda cells: answer(cells, HOSTILE))
    many = [f"quiz.answer('slope-of-square-at-3', {at})" for at in range(10_000)]

    def copied(cells):
        one = next(cell for cell in cells if cell["metadata"]["nbgrader"]["grade_id"] == "small-and-large-derivative")
        cells += [{**one, "source": f"Your answer: {letter}"} for letter in "dabc" * 2_500]
        cells.append({"cell_type": "code", "metadata": {}, "outputs": [], "source": "\n".join(many)})

    edit(room.hand_in("many") / QUIZ, copied)
    (room.hand_in("deep") / QUIZ).write_text('{"nbformat": 4, "cells": ' + "[" * 100_000, encoding="utf-8")
    below = room.hand_in("below", wrote(GOOD))
    (below / "work").mkdir()
    answers(below / QUIZ)
    (below / QUIZ).rename(below / "work" / QUIZ)


def answer(cells, given):
    for cell in cells:
        cell["source"] = given.get(cell["metadata"]["nbgrader"]["grade_id"], cell["source"])


def test_wherever_answers_stand_both_ways_of_grading_find_the_same(room):
    answered_everywhere(room)
    ran = room.grade("--key", ROOT / "solutions" / "quiz", "--lang", "en")
    assert ran.status == 0, ran.err
    students = sorted(path.name for path in (room.root / "submitted").iterdir())
    paths = map(room.submitted, students)
    plain = json.loads(cli("grade", *paths, "--seed", SEED, "--key", ROOT / "solutions" / "quiz", "--json", "-").out)
    reports = dict(zip(students, plain, strict=True))
    for student, report in reports.items():
        assert quiz_of(report) == quiz_in_gradebook(room, student), student
    record = json.loads((room.root / "reports" / ASSIGNMENT / "file.json").read_text(encoding="utf-8"))
    assert record["report"]["quiz"] == reports["file"]["quiz"]
    assert {student: report["quiz"]["score"] for student, report in reports.items()} == {
        "below": 4, "cells": 4, "deep": 0, "file": 4, "hostile": 0, "lines": 1, "many": 0,
    }  # fmt: skip
    status = {one["id"]: one["status"] for one in reports["file"]["quiz"]["questions"]}
    assert (status["slope-of-square-at-3"], status[NUMBERS]) == ("wrong", "right")
    assert "`slope-of-square-at-3` has two answers" in "".join(reports["file"]["quiz"]["notes"])
    assert {one["status"] for one in reports["hostile"]["quiz"]["questions"]} == {"wrong", "unanswered"}
    assert any("`quiz.ipynb` is not read" in note for note in reports["deep"]["submission"]["notes"])
    comment = found(room, "comment", "straight-d-and-curly-d", "cells", "quiz")["auto_comment"]
    assert "nothing else" in comment  # as one answers in a cell, without quotes


def test_answers_that_change_are_graded_again(small):
    (small.submitted("good") / "answers.toml").write_text("[answers]\nslope-of-square-at-3 = 6\nnot-asked = 1\n")
    assert "graded: 1; graded before and unchanged: 2" in small.grade().err
    assert found(small, "grade", "slope-of-square-at-3", "good", "quiz")["auto_score"] == 1
    record = json.loads((small.root / "reports" / ASSIGNMENT / "good.json").read_text(encoding="utf-8"))
    assert record["report"]["quiz"]["notes"] == []  # it may be a question that this assignment leaves out


def test_every_submission_has_its_line_and_a_reason_where_one_is_needed(whole_class):
    _, ran = whole_class
    lines = ran.out.splitlines()
    rows = [line.split(":")[0] for line in lines if not line.startswith(" ")]
    assert rows == sorted(SCORES)
    reason = {student: lines[at + 1] for at, line in enumerate(lines[:-1]) for student in [line.split(":")[0]]}
    assert "my work.ipynb" in reason["renamed"]
    assert "line 2" in reason["corrupt"]
    assert EXERCISE in reason["empty"]
    assert "it is a link" in reason["linked"]
    assert "graded is `sigmoid_backward.ipynb`" in reason["unnumbered"]
    assert "linked: 0/66, no grade" in ran.out
    assert "could not be graded: 1" in ran.err


def test_nbgrader_reads_the_graded_notebooks_and_finds_the_same_points(whole_class):
    room, _ = whole_class
    for student, score in SCORES.items():
        for name in KEPT:
            text = (room.root / "autograded" / student / ASSIGNMENT / f"{name}.ipynb").read_text(encoding="utf-8")
            notebook = read_nbgrader(io.StringIO(text), as_version=nbformat.NO_CONVERT)  # which validates the labels
            nbformat.validate(notebook)
            if name == KEPT[0] and student != "linked":
                test = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade"))
                assert determine_grade(test) == (score, 8)


def test_every_cell_that_was_handed_out_is_there_once_and_labelled_as_it_was(whole_class):
    room, _ = whole_class
    release = json.loads((room.root / "release" / ASSIGNMENT / EXERCISE).read_text(encoding="utf-8"))
    labels = [cell["metadata"]["nbgrader"] for cell in release["cells"]]
    for student in SCORES:
        cells = room.graded(student)["cells"]
        assert [cell["metadata"]["nbgrader"] for cell in cells if cell["metadata"]] == labels, student
    assert "deleted" in SCORES
    first = room.graded("deleted")["cells"][0]["source"]
    assert "were missing" in first
    assert "sigmoid&#95;backward&#95;test" in first
    assert "more than once" in room.graded("duplicated")["cells"][0]["source"]
    assert "labels" in room.graded("marked")["cells"][0]["source"]


def test_comments_say_what_to_mend_first(whole_class):
    room, _ = whole_class
    assert found(room, "comment", "sigmoid_backward", "good")["auto_comment"] == "8/8 points."
    partial = found(room, "comment", "sigmoid_backward", "partial")["auto_comment"]
    assert partial.startswith("4/8 points.")
    assert "upstream gradient" in partial
    assert "not attempted" in found(room, "comment", "sigmoid_backward", "untouched")["auto_comment"]
    assert "line 2" in found(room, "comment", "sigmoid_backward", "corrupt")["auto_comment"]


def test_what_a_learner_writes_is_no_markup_in_a_comment_or_an_output(whole_class):
    room, _ = whole_class
    comment = found(room, "comment", "sigmoid_backward", "raises")["auto_comment"]
    assert "ValueError" in comment
    for markup in ("<", "](", "$"):
        assert markup not in comment
    shown = room.graded("raises")["cells"][-1]["outputs"][0]["data"]["text/html"]
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown


def test_outputs_hold_the_report_and_no_seed_input_or_captured_text(whole_class):
    room, _ = whole_class
    [report, points] = room.graded("partial")["cells"][-1]["outputs"]
    assert points["data"]["text/plain"] == "4.0"
    for form in ("text/html", "text/plain"):
        assert "missing-upstream" in report["data"][form]
        assert "call:" not in report["data"][form]
    for file in (room.root / "autograded").rglob("*.ipynb"):
        text = file.read_text(encoding="utf-8")
        assert str(SEED) not in text
        assert "your code printed" not in text
    assert room.graded("prints")["cells"][-1]["outputs"][1]["data"]["text/plain"] == "8.0"
    record = (room.root / "reports" / ASSIGNMENT / "prints.json").read_text(encoding="utf-8")
    assert str(SEED) in record  # the staff has both
    assert "INPUT" in record


def test_the_quiz_is_read_from_its_cells_and_graded_questions_wait_for_the_key(whole_class):
    room, ran = whole_class
    expected = {
        "slope-of-square-at-3": (1, False, "1/1 points."),
        "excess-over-six-epsilon": (1, False, "1/1 points."),
        "slope-of-reciprocal-at-2": (1, False, "1/1 points."),
        "slopes-at-2-in-order": (1, False, "1/1 points."),
        "small-and-large-derivative": (0, False, "0/1 points."),
        "straight-d-and-curly-d": (0, False, "asks for one letter"),
        "which-increase-is-exact": (None, True, "Recorded"),
        "value-after-epsilon": (0, False, "Not answered"),
    }
    for name, (score, waits, said) in expected.items():
        grade = found(room, "grade", name, "good", "quiz")
        comment = found(room, "comment", name, "good", "quiz")["auto_comment"]
        assert (grade["auto_score"], bool(grade["needs_manual_grade"])) == (score, waits), (name, comment)
        assert said in comment
    assert "good: 12/66\n    cells that wait for a person, or for the key of the quiz: 1\n" in ran.out


@pytest.fixture(scope="module")
def three(released, tmp_path_factory):
    """Three hand in, and are graded."""
    made = Room(shutil.copytree(released.root, tmp_path_factory.mktemp("three") / "course"))
    for student, code in {"good": GOOD, "partial": PARTIAL}.items():
        made.hand_in(student, wrote(code))
    made.hand_in("untouched")
    assert made.grade().status == 0
    return made


@pytest.fixture
def small(three, tmp_path):
    """The same, to go on with."""
    return Room(shutil.copytree(three.root, tmp_path / "course"))


def test_what_is_graded_is_skipped_until_something_changes(small):
    before = (small.root / "autograded" / "good" / ASSIGNMENT / EXERCISE).stat().st_mtime_ns
    assert "graded: 0; graded before and unchanged: 3" in small.grade().err
    edit(small.submitted("partial") / EXERCISE, wrote(GOOD))
    ran = small.grade()
    assert "graded: 1; graded before and unchanged: 2" in ran.err
    assert small.score("partial") == 8
    assert (small.root / "autograded" / "good" / ASSIGNMENT / EXERCISE).stat().st_mtime_ns == before
    assert "graded: 3;" in small.grade("--again").err


def test_who_has_another_score_in_the_gradebook_is_graded_again(small):
    change(small, "update grade set auto_score = 7 where auto_score = 8")
    assert "graded: 1; graded before and unchanged: 2" in small.grade().err
    assert small.score("good") == 8
    change(small, "delete from grade where auto_score = 4")
    assert "graded: 1; graded before and unchanged: 2" in small.grade().err
    assert small.score("partial") == 4


def test_who_is_broken_off_goes_on_where_it_was(small, monkeypatch):
    written = []

    def broken_off(desk, record, report):
        if written:
            raise KeyboardInterrupt
        written.append(record.student)
        write(desk, record, report)

    write = grade_assignment.write_record
    with monkeypatch.context() as patch:
        patch.setattr(grade_assignment, "write_record", broken_off)
        ran = small.grade("--lang", "pt-BR")
    assert ran.status == 130
    assert written == ["good"]
    assert "corrigidas: 2; já corrigidas e sem mudança: 1;" in small.grade("--lang", "pt-BR").err


def test_the_formgrader_takes_them_for_graded(small):
    (small.submitted("good") / "timestamp.txt").write_text("2024-03-01 13:00:00 UTC")
    config = Config(CourseDirectory={"root": str(small.root), "course_id": ASSIGNMENT})
    api = NbGraderAPI(config=config)
    assert api.get_autograded_students(ASSIGNMENT) == {"partial", "untouched"}
    assert small.grade().status == 0
    assert api.get_autograded_students(ASSIGNMENT) == {"good", "partial", "untouched"}
    rows = {row["student"]: row for row in api.get_submissions(ASSIGNMENT)}
    assert rows["partial"]["score"] == 4
    assert rows["partial"]["autograded"]


def test_a_course_in_another_language_or_a_lost_notebook_is_graded_again(small):
    (small.root / "autograded" / "good" / ASSIGNMENT / EXERCISE).unlink()
    assert "graded: 1;" in small.grade().err
    assert "corrigidas: 3;" in small.grade("--lang", "pt-BR").err
    assert "pontos" in found(small, "comment", "sigmoid_backward", "good")["auto_comment"]
    assert "completo" in json.dumps(small.graded("good"))


def test_what_a_person_did_stays_and_is_asked_for_again_only_if_our_score_changes(small):
    by_hand(small)
    assert small.grade("--again").status == 0
    grade = found(small, "grade", "sigmoid_backward_test", "partial")
    assert (grade["auto_score"], grade["manual_score"], grade["extra_credit"]) == (4, 5, 1)
    assert not grade["needs_manual_grade"]
    assert small.score("partial") == 6
    edit(small.submitted("partial") / EXERCISE, wrote(GOOD))
    assert small.grade().status == 0
    grade = found(small, "grade", "sigmoid_backward_test", "partial")
    assert (grade["auto_score"], grade["manual_score"]) == (8, 5)
    assert grade["needs_manual_grade"]
    comment = found(small, "comment", "sigmoid_backward", "partial")
    assert (comment["auto_comment"], comment["manual_comment"]) == ("8/8 points.", "See me.")


def test_points_that_an_instructor_changed_are_shared_out_in_proportion(small):
    change(small, "update grade_cells set max_score = 16 where max_score = 8")
    assert small.grade().status == 0
    assert small.score("partial") == 8


def test_late_penalties_are_nbgrader_s(small):
    change(small, "update assignment set duedate = '2024-03-01 12:00:00.000000'")
    for student, time in {"good": "2024-03-01 13:00:00 UTC", "partial": "2024-03-01 11:00:00 UTC"}.items():
        (small.submitted(student) / "timestamp.txt").write_text(time)
    with (small.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    assert small.grade().status == 0
    with small.database() as book:
        penalties = {
            student: book.find_submission(ASSIGNMENT, student).late_submission_penalty
            for student in ("good", "partial")
        }
    assert penalties["good"] == 8
    assert not penalties["partial"]
    stamp = small.root / "autograded" / "good" / ASSIGNMENT / "timestamp.txt"
    assert stamp.read_text() == "2024-03-01 13:00:00 UTC"


def test_a_due_date_that_changes_after_grading_changes_the_penalty_and_nothing_is_graded(small):
    with (small.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    for student, time in {"good": "2024-03-01 13:00:00 UTC", "partial": "2024-03-01 11:00:00 UTC"}.items():
        (small.submitted(student) / "timestamp.txt").write_text(time)
    assert small.grade().status == 0
    due = "update assignment set duedate = '2024-03-01 {}:00:00.000000'"
    for hour, lines in {
        "12": ("good: 0/66, graded before, late: −8\n", "partial: 4/66, graded before\n"),
        "10": ("good: 0/66, graded before, late: −8\n", "partial: 0/66, graded before, late: −4\n"),
        "14": ("good: 8/66, graded before\n", "partial: 4/66, graded before\n"),
    }.items():
        change(small, due.format(hour))
        ran = small.grade()
        assert "graded: 0; graded before and unchanged: 3" in ran.err
        for line in lines:
            assert line in ran.out
    with small.database() as book:
        assert {one.late_submission_penalty for one in book.find_assignment(ASSIGNMENT).submissions} == {0}


def test_the_score_that_is_shown_is_the_gradebook_s(small):
    answers(small.submitted("good") / QUIZ)
    assert "good: 12/66\n    cells that wait for a person, or for the key of the quiz: 1\n" in small.grade().out
    by_hand(small)
    change(small, "update grade set manual_score = 1, needs_manual_grade = 0 where auto_score is null")
    ran = small.grade()
    assert "good: 13/66, graded before\npartial: 6/66, graded before\n" in ran.out
    with small.database() as book:
        assert {one["student"]: one["score"] for one in book.submission_dicts(ASSIGNMENT)} == {
            "good": 13,
            "partial": 6,
            "untouched": 0,
        }


def test_who_was_graded_with_a_key_loses_nothing_without_it(small):
    answers(small.submitted("good") / QUIZ)
    key = ("--key", str(ROOT / "solutions" / "quiz"))
    assert small.grade(*key).status == 0
    before = quiz_in_gradebook(small, "good")
    assert before["which-increase-is-exact"] is not None
    ran = small.grade("--again")
    assert ran.status == 2
    assert "graded with a key before (good, partial, untouched)" in ran.err
    assert "`--key …`" in ran.err
    assert ran.err.count("\n") == 1
    assert quiz_in_gradebook(small, "good") == before
    shutil.rmtree(small.root / "reports" / ASSIGNMENT)
    assert "graded: 3;" in small.grade().err
    assert quiz_in_gradebook(small, "good")["which-increase-is-exact"] is None


def test_the_key_judges_what_was_waiting_and_gives_nothing_away(small, tmp_path):
    answers(small.submitted("good") / QUIZ)
    assert "key of the quiz: 1" in small.grade().out
    key = tmp_path / "key.toml"
    key.write_text(
        """\
text = "derivadas"
[[questions]]
id = "which-increase-is-exact"
kind = "choice"
graded = true
key = "b"
prompt.en = "Which?"
prompt.pt-BR = "Qual?"
[questions.options.a]
en = "this"
pt-BR = "esta"
why.en = "It is not this."
why.pt-BR = "Não é esta."
[questions.options.b]
en = "that"
pt-BR = "aquela"
why.en = "THE ANSWER"
why.pt-BR = "A RESPOSTA"
""",
        encoding="utf-8",
    )
    assert small.grade("--key", str(key)).status == 0
    grade = found(small, "grade", "which-increase-is-exact", "good", "quiz")
    assert (grade["auto_score"], bool(grade["needs_manual_grade"])) == (0, False)
    assert "It is not this." in found(small, "comment", "which-increase-is-exact", "good", "quiz")["auto_comment"]
    assert "THE ANSWER" not in json.dumps(small.graded("good", QUIZ))


def test_a_cell_of_the_instructor_s_waits_for_a_person(room):
    source = room.root / "source" / ASSIGNMENT / EXERCISE

    def add(cells):
        own = json.loads(json.dumps(cells[-1]))
        own.update(id="own", source="assert sigmoid(0) == 0.5")
        own["metadata"]["nbgrader"].update(grade_id="own", points=2)
        cells.append(own)

    edit(source, add)
    config = Config(
        CourseDirectory={"root": str(room.root), "assignment_id": ASSIGNMENT}, BaseConverter={"force": True}
    )
    GenerateAssignment(coursedir=CourseDirectory(config=config), config=config).start()
    room.hand_in("good", wrote(GOOD))
    ran = room.grade()
    assert "good: 8/68" in ran.out
    grade = found(room, "grade", "own", "good")
    assert (grade["auto_score"], bool(grade["needs_manual_grade"])) == (None, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("elsewhere", ASSIGNMENT), "no nbgrader course"),
        (("course", "homework"), "no assignment homework (there are: backpropagation)"),
        (("course", ASSIGNMENT), "nobody has handed in"),
        (("course", ASSIGNMENT, "--db", "sqlite:////nowhere/gradebook.db"), "generate_assignment"),
    ],
)
def test_what_cannot_be_graded_is_said_in_one_line(room, arguments, said):
    folder, *rest = arguments
    ran = cli("nbgrader", "grade", room.root.parent / folder, *rest)
    assert ran.status == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_errors_are_in_the_course_s_language(room, monkeypatch):
    config = room.root / "nbgrader_config.py"
    config.write_text(config.read_text(encoding="utf-8").replace('lang = "en"', 'lang = "pt-BR"'), encoding="utf-8")
    assert "o gradebook não tem o assignment homework" in cli("nbgrader", "grade", room.root, "homework").err
    assert "the gradebook has no" in cli("nbgrader", "grade", room.root, "homework", "--lang", "en").err
    assert "ninguém entregou" in room.grade().err

    def broken_off(*_, **__):
        raise KeyboardInterrupt

    room.hand_in("good")
    monkeypatch.setattr(marking.Marker, "digest", broken_off)
    ran = room.grade()
    assert (ran.status, ran.err) == (130, "autograder: interrompido\n")


def test_without_nbgrader_it_is_said_how_to_get_it(room, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("autograder.nbgrader.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "nbgrader.coursedir", None)
    ran = room.grade()
    assert ran.status == 2
    assert "pip install '.[jupyter]'" in ran.err


def test_a_broken_configuration_is_named(room):
    (room.root / "nbgrader_config.py").write_text("c = get_config(\n")
    ran = room.grade()
    assert ran.status == 2
    assert "nbgrader_config.py cannot be used: SyntaxError" in ran.err


def test_the_labels_are_as_nbgrader_locks_them(released):
    release = json.loads((released.root / "release" / ASSIGNMENT / EXERCISE).read_text(encoding="utf-8"))
    locked = [cell["metadata"].get("editable") is False for cell in release["cells"]]
    assert locked == [True, True, False, True]
    assert LockCells().lock_all_cells is False
    assert "".join(solution(release["cells"])["source"]).count("raise NotImplementedError  # your code here") == 2


def test_an_empty_file_is_named_on_screen_in_the_comment_and_on_the_page(room):
    (room.hand_in("zero") / EXERCISE).write_bytes(b"")
    ran = room.grade()
    assert f"zero: 0/66\n    the file is empty: `{EXERCISE}`" in ran.out
    assert "the file is empty" in found(room, "comment", "sigmoid_backward", "zero")["auto_comment"]
    assert "the file is empty" in room.graded("zero")["cells"][0]["source"]
    assert "the file is empty" not in json.dumps(room.graded("zero", QUIZ))


def test_work_in_a_copy_beside_an_untouched_notebook_is_graded(room):
    copy = "05_sigmoid_backward-Copy1.ipynb"
    for student, code in {"beside": None, "both": GOOD}.items():
        folder = room.hand_in(student, wrote(GOOD))
        (folder / EXERCISE).rename(folder / copy)
        shutil.copy(room.root / "release" / ASSIGNMENT / EXERCISE, folder / EXERCISE)
        if code:
            edit(folder / EXERCISE, wrote(code))
    ran = room.grade()
    assert (room.score("beside"), room.score("both")) == (8, 8)
    shown = ran.out[: ran.out.index("both:")]
    assert copy in shown
    assert copy in found(room, "comment", "sigmoid_backward", "beside")["auto_comment"]
    assert "def sigmoid(z):\n    shrunk" in json.dumps(room.graded("beside")).replace("\\n", "\n")


def test_notebooks_are_found_by_the_names_that_platforms_give_them_and_in_folders(room):
    folder = room.hand_in("canvas", wrote(GOOD))
    answers(folder / QUIZ)
    (folder / EXERCISE).rename(folder / "05_sigmoid_backward-1.ipynb")
    (folder / QUIZ).rename(folder / "quiz (1).ipynb")
    inner = room.hand_in("deep", wrote(GOOD))
    (inner / "lab" / "src").mkdir(parents=True)
    for name in (EXERCISE, QUIZ):
        (inner / name).rename(inner / "lab" / "src" / name)
    for path in inner.glob("*.txt"):
        path.unlink()
    ran = room.grade()
    assert "not handed in" not in ran.out
    assert room.score("canvas") == 8
    assert sum(points or 0 for points in quiz_in_gradebook(room, "canvas").values()) > 0
    assert room.score("deep") == 8


def test_files_beside_the_notebooks_are_copied_and_links_are_not(room):
    folder = room.hand_in("good", wrote(GOOD))
    (folder / "figures").mkdir()
    for name, content in {"figura.png": b"one", "figures/b.png": b"two", "other.ipynb": b"{}"}.items():
        (folder / name).write_bytes(content)
    (folder / "link.png").symlink_to(room.root / "gradebook.db")
    (room.root / "submitted" / "linked").mkdir()
    room.submitted("linked").symlink_to(folder)
    assert room.grade().status == 1
    assert {path.name for path in (room.root / "autograded" / "linked" / ASSIGNMENT).iterdir()} == {EXERCISE, QUIZ}
    shutil.rmtree(room.root / "submitted" / "linked")
    out = room.root / "autograded" / "good" / ASSIGNMENT
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == {
        EXERCISE,
        QUIZ,
        "figura.png",
        "figures/b.png",
    }
    assert (out / "figura.png").read_bytes() == b"one"
    (folder / "figura.png").write_bytes(b"another")
    assert "graded: 1;" in room.grade().err
    assert (out / "figura.png").read_bytes() == b"another"
    (folder / "large.bin").write_bytes(bytes(course_directory.MOST_BYTES_EACH + 1))
    assert room.grade().status == 0
    assert not (out / "large.bin").exists()


def test_odd_files_and_a_fault_of_ours_take_nobody_else_s_grade_away(room, monkeypatch):
    for student in ("a-folder", "a-pipe", "fault", "good"):
        room.hand_in(student, wrote(GOOD))
    for student, made in {"a-folder": os.mkdir, "a-pipe": os.mkfifo}.items():
        (room.submitted(student) / EXERCISE).unlink()
        made(room.submitted(student) / EXERCISE)
    odd = os.fsdecode(b"\xff")
    room.hand_in(odd)

    def faulty(self, folder, graded):
        if folder.parent.name == "fault" and graded.report.status == "graded":
            raise ZeroDivisionError("of the course's staff")
        return judged(self, folder, graded)

    judged = marking.Marker._judged
    with monkeypatch.context() as patch:
        patch.setattr(marking.Marker, "_judged", faulty)
        ran = room.grade()
    assert ran.status == 1
    assert {student: room.score(student) for student in ("a-folder", "a-pipe", "fault", "good")} == {
        "a-folder": 0,
        "a-pipe": 0,
        "fault": 0,
        "good": 8,
    }
    assert "no regular file" in ran.out
    assert "fault: 0/66, no grade\n    This submission could not be graded: the grader itself failed" in ran.out
    assert "is no text that a gradebook can hold" in ran.out
    assert found(room, "grade", "sigmoid_backward_test", "fault")["needs_manual_grade"]
    assert room.grade().out.count("graded before") == 3  # what failed is tried again
    assert room.score("fault") == 8
