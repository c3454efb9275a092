"""quiz() where there are no widgets: text, lines to run, and the answers where the grader reads them."""

from __future__ import annotations

import json
import tomllib

import pytest

import autograder
from autograder import grade, quiz
from autograder.notebook import quiz_session
from autograder.notebook.quiz_session import open_desk
from autograder.quiz.parse_answers import NotUnderstood, understood
from autograder.quiz.question_model import TEXTS

PRACTICE, GRADED = "slope-of-square-at-3", "which-increase-is-exact"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(quiz_session, "_remembered", {})
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


def answers(folder):
    return tomllib.loads((folder / "answers.toml").read_text())["answers"]


def test_the_package_of_the_quiz_can_be_called():
    assert quiz is autograder.quiz
    assert "derivadas" in repr(quiz())
    from autograder.quiz.parse import parse_questions  # and is a package all the same

    assert callable(parse_questions)


def test_a_question_and_the_line_that_answers_it():
    text = repr(quiz(PRACTICE))
    assert "practice · derivadas" in text
    assert f'to answer, run: quiz.answer("{PRACTICE}", 0.35)' in text
    assert "a) " in repr(quiz(GRADED))


def test_every_question_can_be_asked_and_its_example_is_an_answer_to_it():
    for question in open_desk(quiz_session.Path()).questions:
        text = repr(quiz(question.id, lang="pt-BR"))
        line = next(line for line in text.split("\n") if "quiz.answer(" in line)
        given = understood(
            question, json.loads(line.rpartition(f'"{question.id}", ')[2].removesuffix(', lang="pt-BR")'))
        )
        assert given is not None
        assert not isinstance(given, NotUnderstood)


def test_a_practice_answer_is_judged_at_once_and_can_be_tried_again(folder):
    wrong, right = repr(quiz.answer(PRACTICE, 9)), repr(quiz.answer(PRACTICE, "6"))
    assert wrong.startswith("✗ Not yet.")
    assert right.startswith("✓ Right.")
    assert "Saved in answers.toml, beside this notebook; hand it in too." in right
    assert answers(folder) == {PRACTICE: 6}
    assert "your answer so far: 6" in repr(quiz(PRACTICE))


def test_a_graded_answer_is_kept_without_a_verdict(folder):
    text = repr(quiz.answer(GRADED, "C"))
    assert text.startswith("Recorded;")
    assert "✓" not in text
    assert "✗" not in text
    assert answers(folder) == {GRADED: "c"}


def test_the_grader_reads_what_was_answered(folder):
    quiz.answer(PRACTICE, 6)
    quiz.answer(GRADED, "b")
    status = {question.id: question.status for question in grade(folder).quiz.questions}
    assert (status[PRACTICE], status[GRADED]) == ("right", "recorded")


def test_an_answers_file_keeps_its_comments_and_its_learner(folder):
    (folder / "answers.toml").write_text(f'# mine\nlearner = "ana"\n[answers]\n{GRADED} = ""  # later\n')
    quiz.answer(GRADED, "a")
    assert (folder / "answers.toml").read_text() == f'# mine\nlearner = "ana"\n[answers]\n{GRADED} = "a"  # later\n'


def test_numbers_are_those_of_the_file_s_learner(folder):
    asked = set()
    for name in ("ana", "bia"):
        (folder / "answers.toml").write_text(f'learner = "{name}"\n')
        asked.add("".join(repr(quiz(question.id)) for question in open_desk(folder).questions if question.part))
    assert len(asked) > 1


def test_the_first_that_is_open_is_asked_and_the_next_is_named():
    first = open_desk(quiz_session.Path()).questions[0]
    assert f'"{first.id}"' in repr(quiz())
    second = open_desk(quiz_session.Path()).questions[1]
    assert f'next: quiz("{second.id}")' in repr(
        quiz.answer(first.id, {"Number": 1}.get(type(first.part).__name__, "a"))
    )
    assert f'"{second.id}"' in repr(quiz())
    assert "Answered: 1 of 58." in repr(quiz())


@pytest.mark.parametrize("text", TEXTS)
def test_the_questions_of_one_text(text):
    shown = repr(quiz(text))
    assert f"· {text}" in shown
    assert "Answered: 0 of" in shown


def test_what_is_not_understood_is_explained_and_not_kept(folder):
    assert "This question asks for one letter" in repr(quiz.answer(GRADED, 7))
    assert repr(quiz.answer(GRADED, "")).startswith("There is no answer to judge yet.")
    assert "decimal" in repr(quiz.answer(PRACTICE, "many")) or "number" in repr(quiz.answer(PRACTICE, "many"))
    assert not (folder / "answers.toml").exists()


def test_a_file_that_cannot_be_changed_loses_no_answer(folder):
    (folder / "answers.toml").write_text("[answers\n")
    text = repr(quiz.answer(PRACTICE, 6))
    assert text.startswith("✓ Right.")
    assert "the answer was not saved" in text
    assert (folder / "answers.toml").read_text() == "[answers\n"
    assert "your answer so far: 6" in repr(quiz(PRACTICE))
    assert "não é possível ler a linha 1: `[answers`" in " ".join(repr(quiz(PRACTICE, lang="pt-BR")).split())


def released(folder, name="quiz.ipynb"):
    """Write the quiz's notebook as an nbgrader release has it: a cell of text for each answer."""
    marks = {"grade": True, "solution": True, "grade_id": GRADED, "points": 1, "locked": False, "schema_version": 3}
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "# Quiz"},
             {"cell_type": "markdown", "metadata": {"nbgrader": marks}, "source": "Your answer:"}]  # fmt: skip
    (folder / name).write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def test_where_nbgrader_takes_answers_in_cells_the_learner_is_sent_there(folder):
    released(folder)
    text = " ".join(repr(quiz.answer(GRADED, "b")).split())
    assert "What counts first is the cell below this question in quiz.ipynb: write the answer there too." in text
    assert not (folder / "answers.toml").exists()
    assert "your answer so far: b" in repr(quiz(GRADED))  # as long as the kernel lives


def test_with_an_answers_file_that_one_counts(folder):
    released(folder)
    (folder / "answers.toml").write_text("[answers]\n")
    assert "Saved in answers.toml" in repr(quiz.answer(GRADED, "b"))


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"cells": 3}', '{"cells": [3]}', '{"cells": [{"metadata": []}]}', "[" * 100_000]
)
def test_notebooks_that_are_none_are_passed_over(folder, content):
    (folder / "broken.ipynb").write_text(content)
    (folder / "latin.ipynb").write_bytes(b"\xff\xfe")
    (folder / "a_folder.ipynb").mkdir()
    released(folder)
    assert "quiz.ipynb" in repr(quiz.answer(GRADED, "b"))


def test_hostile_names_and_files_stay_text(folder):
    released(folder, "<img src=x onerror=alert(1)>.ipynb")
    html = quiz.answer(GRADED, "b")._repr_html_()
    assert "<img" not in html
    assert "&lt;img" in html
    (folder / "answers.toml").write_text('"<script>\x1b" = 1\n[answers\n')
    html = quiz(GRADED)._repr_html_()
    assert "<script" not in html
    assert "\x1b" not in html


def test_nothing_happens_while_nbgrader_runs(folder, monkeypatch, capfd):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert quiz() is None
    assert quiz.answer(PRACTICE, 6) is None
    assert list(folder.iterdir()) == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("ask", "said"),
    [(lambda: quiz("slope-of-square"), r"did you mean slope-of-square-at-3\?\)\. There are the texts derivadas"),
     (lambda: quiz(7), "no question 7"), (lambda: quiz.answer("xor", "b"), "name one question: 'xor'"),
     (lambda: quiz.answer("", "b"), "name one question"), (lambda: quiz("xor", lang="fr"), "there is no language"),
     (lambda: quiz("<b>\n", lang="pt"), "não existe a questão")],
)  # fmt: skip
def test_refusals(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()


def test_the_workspace_remembers_the_language(folder):
    before = f'lang = "pt-BR"\n[answers]\n{PRACTICE} = ""\n'
    (folder / "answers.toml").write_text(before)
    asked = repr(quiz(PRACTICE))
    assert "Questão 1 de" in asked
    assert "lang=" not in asked
    assert repr(quiz.answer(PRACTICE, 6)).startswith("✓ Certo")
    assert (folder / "answers.toml").read_text() == before.replace('""', "6")
    assert "Question 1 of" in repr(quiz(PRACTICE, lang="en"))


def test_a_language_that_is_none_is_noted(folder):
    (folder / "answers.toml").write_text('lang = "fr"\n[answers]\n')
    assert "`lang` names no language of the course" in " ".join(repr(quiz(PRACTICE)).split())
