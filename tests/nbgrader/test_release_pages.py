"""The notebooks of a release."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from nbgrader.nbgraderformat import reads as reads_nbgrader

from autograder.course.course import course
from autograder.i18n.language import LANGUAGES
from autograder.nbgrader import release_course
from autograder.nbgrader.release_course import CONFIG, assignments, code_stub, course_files, differences
from autograder.quiz.parse import parse_questions

QUIZ = "source/backpropagation/quiz.ipynb"


@pytest.fixture(scope="module", params=LANGUAGES)
def files(request):
    """What a release consists of, in a language."""
    return request.param, course_files(course(), request.param, per_exercise=False)


def test_every_notebook_is_one_for_nbgrader_and_worth_what_the_course_says(files):
    lang, made = files
    points = 0
    for name, text in made.items():
        if name == CONFIG:
            continue
        notebook = reads_nbgrader(text, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook)
        assert notebook.cells[0].metadata.nbgrader.locked
        assert notebook.cells[0].source.count(name.rpartition("/")[2]) == 1
        points += sum(cell.metadata.nbgrader.get("points", 0) for cell in notebook.cells)
    questions = parse_questions(course().questions)
    expected = sum(entry.exercise.points for entry in course().exercises) + sum(one.points for one in questions)
    assert points == expected, lang


def test_a_question_has_a_cell_that_asks_and_a_cell_for_the_answer_and_no_key(files):
    lang, made = files
    cells = {cell["id"]: cell for cell in json.loads(made[QUIZ])["cells"]}
    for question in parse_questions(course().questions):
        marks = cells[question.id[:64]]["metadata"]["nbgrader"]
        assert (marks["grade"], marks["solution"], marks["locked"]) == (True, True, False)
        asked = "".join(cells[f"{question.id}_prompt"[:64]]["source"])
        assert not re.search(r"\{[a-z-]+\}", asked)  # every drawn number is filled in
        key = question.part.key
        for why in getattr(key, "why", {}).values():
            assert why.to(lang) not in made[QUIZ]


def test_signs_of_a_prompt_are_not_taken_for_markdown():
    assert release_course._plain("x_1 * x_2 < $3 [see `x_1 * x_2`]") == r"x\_1 \* x\_2 \< \$3 \[see `x_1 * x_2`\]"


def test_each_exercise_may_be_an_assignment_of_its_own():
    made = course_files(course(), "en", per_exercise=True)
    ids = [f"{entry.number}_{entry.id}" for entry in course().exercises]
    assert assignments(made) == (*ids, "quiz")
    assert f"source/{ids[0]}/{ids[0]}.ipynb" in made


def test_the_configuration_puts_the_course_s_own_stub_in_the_place_of_solutions(files):
    lang, made = files
    stub = code_stub(course().exercises[0].notebook(lang).read_text(encoding="utf-8"))
    assert json.dumps(stub, ensure_ascii=False) in made[CONFIG]
    compile(made[CONFIG], CONFIG, "exec")
    assert f'c.GradeIsolated.lang = "{lang}"' in made[CONFIG]


def test_without_a_marked_solution_there_is_no_stub():
    with pytest.raises(ValueError, match="no solution"):
        code_stub('{"cells": []}')


def edited(change):
    made = course_files(course(), "en", per_exercise=False)[QUIZ]
    notebook = json.loads(made)
    change(notebook["cells"])
    found = differences(json.dumps(notebook, indent=4), made, QUIZ)
    return None if found is None else found.to("en")


def test_what_an_editor_does_to_the_file_s_layout_is_no_difference():
    assert edited(lambda _: None) is None
    assert edited(lambda cells: cells[0].update(source="".join(cells[0]["source"]), id="other")) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda cells: cells[0].update(source="Hello"), "in the cells quiz_header"),
        (lambda cells: cells[2]["metadata"]["nbgrader"].update(points=5), "in the cells slope-of-square-at-3"),
        (lambda cells: cells.pop(1), "in the cells slope-of-square-at-3_prompt"),
        (lambda cells: cells.append({"cell_type": "raw", "source": "x", "metadata": {}}), "№"),
        (lambda cells: cells.reverse(), "and"),
        (lambda cells: cells.append(7), "it is no notebook"),
    ],
)
def test_a_difference_names_its_cells(change, said):
    assert said in edited(change)
