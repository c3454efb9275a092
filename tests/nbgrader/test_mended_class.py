"""A class whose notebooks are out of order, graded into the gradebook: what is seen is what was graded, and it is said."""

from __future__ import annotations

import copy
import json
import shutil

import pytest

from tests.nbgrader.classroom import ASSIGNMENT, EXERCISE, GOOD, QUIZ, SEED, Room, cli, edit, solution, wrote

pytestmark = pytest.mark.slow  # a class of its own in nbgrader, of what tests/submission reads in every kind


def _as(kind):
    def change(cells):
        solution(cells).update(source=GOOD, cell_type=kind)

    return change


def _below(cells):
    stub = copy.deepcopy(solution(cells))
    solution(cells)["source"] = GOOD
    cells.insert(cells.index(solution(cells)) + 1, stub)


def _in_test(cells):
    cells[-1]["source"] = [GOOD, "\n\n", *cells[-1]["source"]]


def _in_copy(cells):
    cells.append(copy.deepcopy(cells[-1]))
    cells[-1]["source"] = GOOD


def _lost(cells):
    wrote(GOOD)(cells)
    for at, cell in enumerate(cells):
        cell.update(metadata={}, id=f"c{at}")


def _all_at_once(cells):
    _below(cells)
    solution(cells)["cell_type"] = "raw"
    for cell in cells:
        cell["metadata"] = {}


KINDS = {
    "markdown": _as("markdown"), "raw": _as("raw"), "below": _below, "intest": _in_test, "incopy": _in_copy,
    "lost": _lost, "allatonce": _all_at_once,
}  # fmt: skip
ANSWERS = {"slope-of-square-at-3": "6", "excess-over-six-epsilon": "a"}


def _answered(cells, *, below=False):
    for at, cell in reversed(list(enumerate(cells))):
        answer = ANSWERS.get(cell["metadata"]["nbgrader"]["grade_id"])
        if answer and below:
            cells.insert(at + 1, {"cell_type": "markdown", "metadata": {}, "id": f"b{at}", "source": answer})
        elif answer:
            cell["source"] = f"Your answer: {answer}"


@pytest.fixture(scope="module")
def graded(released, tmp_path_factory):
    room = Room(tmp_path_factory.mktemp("mended") / "course")
    shutil.copytree(released.root, room.root)
    for student, change in KINDS.items():
        room.hand_in(student, change)
    room.hand_in("untouched", lambda cells: [cell.update(metadata={}) for cell in cells])
    edit(room.hand_in("quizlost") / QUIZ, lambda cells: (_answered(cells), _forget(cells)))
    edit(room.hand_in("quizbelow") / QUIZ, lambda cells: _answered(cells, below=True))
    beside = room.hand_in("quizbeside")
    shutil.copy(beside / QUIZ, beside / "quiz (1).ipynb")
    edit(beside / "quiz (1).ipynb", _answered)
    (room.hand_in("late") / "timestamp.txt").write_text("on Friday evening")
    return room, room.grade("--seed", str(SEED))


def _forget(cells):
    for at, cell in enumerate(cells):
        cell.update(metadata={}, id=f"c{at}")


def test_right_work_has_full_points_wherever_it_stands(graded):
    room, ran = graded
    assert ran.status == 0, ran.err
    assert {student: room.score(student) for student in KINDS} == dict.fromkeys(KINDS, 8)
    plain = json.loads(cli("grade", *map(room.submitted, KINDS), "--seed", SEED, "--json", "-").out)
    assert [report["score"] for report in plain] == [8] * len(KINDS)
    assert all(
        one["notes"] for report in plain for one in report["exercises"] if one["score"] and report is not plain[5]
    )
    assert room.score("untouched") == 0
    assert "not attempted" in json.dumps(room.graded("untouched"))


def test_what_stands_in_the_graded_notebook_is_what_was_graded(graded):
    room, _ = graded
    for student in KINDS:
        code = ["".join(cell["source"]) for cell in room.graded(student)["cells"] if cell["cell_type"] == "code"]
        names = {}
        for source in code:
            if "check(" not in source:
                exec(source, names)  # noqa: S102 -- it is GOOD, or what was handed out
            elif source.startswith(GOOD):
                exec(GOOD, names)  # noqa: S102 -- as above
        assert names["sigmoid_backward"](2, 0.5) == 0.5, student


def test_what_was_mended_is_said_on_screen_in_the_page_and_in_both_languages(graded):
    room, ran = graded
    shown = dict(block.split(":", 1) for block in ran.out.replace("\n    ", " ").strip().split("\n"))
    words = {
        "markdown": "cell of text", "raw": "cell of text", "below": "below the work", "incopy": "own cell for checking",
        "intest": "the course's own cell for checking", "lost": "lost their labels", "allatonce": "lost their labels",
    }  # fmt: skip
    for student, said in words.items():
        assert said in shown[student], student
        assert said.split()[-1] in room.graded(student)["cells"][0]["source"]
    assert "rótulos" in room.grade("--again", "--lang", "pt-BR", "--seed", str(SEED)).out


def test_answers_are_found_below_their_questions_and_beside_the_untouched_quiz(graded):
    room, ran = graded
    for student in ("quizlost", "quizbelow", "quizbeside"):
        with room.database() as book:
            scores = {name: book.find_grade(name, "quiz", ASSIGNMENT, student).auto_score for name in ANSWERS}
        assert scores == dict.fromkeys(ANSWERS, 1), student
    assert "`quiz (1).ipynb` is read for the quiz" in ran.out


def test_a_time_that_cannot_be_read_asks_for_a_person(graded):
    room, ran = graded
    assert "late: 0/66\n    timestamp.txt does not tell when" in ran.out
    with room.database() as book:
        assert book.find_submission(ASSIGNMENT, "late").needs_manual_grade
        assert not book.find_submission(ASSIGNMENT, "untouched").needs_manual_grade
    record = json.loads((room.root / "reports" / ASSIGNMENT / "late.json").read_text(encoding="utf-8"))
    assert any("timestamp.txt" in note for note in record["report"]["submission"]["notes"])
    made = room.nbgrader("autograde", ASSIGNMENT, "--student", "late", "--force")
    assert made.status == 0, made.err
    assert "timestamp.txt does not tell when" in made.err
    assert (room.root / "autograded" / "late" / ASSIGNMENT / EXERCISE).is_file()
    assert not (room.root / "autograded" / "late" / ASSIGNMENT / "timestamp.txt").exists()
