"""Nbgrader's own commands on what we lay out and write: autograde, validate, generate_feedback, export."""

from __future__ import annotations

import html
import json
import re
import shutil
from html.parser import HTMLParser

import nbformat
import pytest

from autograder.course.course import course
from tests.nbgrader.classroom import ASSIGNMENT, EXERCISE, GOOD, KEPT, ROOT, SEED, Room, answers, solution, wrote

pytestmark = pytest.mark.slow  # nbgrader's own autograde and feedback, with its kernels

STUDENTS = ("corrupt", "good", "marked", "partial", "raises")


@pytest.fixture(scope="module")
def feedback(whole_class, tmp_path_factory):
    """The pages that `nbgrader generate_feedback` makes for some of the class, by student and file."""
    room = Room(tmp_path_factory.mktemp("feedback") / "course")
    shutil.copytree(whole_class[0].root, room.root, symlinks=True)
    for folder in (room.root / "autograded").iterdir():
        if folder.name not in STUDENTS:
            shutil.rmtree(folder)
    ran = room.nbgrader("generate_feedback", ASSIGNMENT)
    assert ran.status == 0, ran.err
    return {
        (student, name): (room.root / "feedback" / student / ASSIGNMENT / f"{name}.html").read_text(encoding="utf-8")
        for student in STUDENTS
        for name in KEPT
    }


def words_of(page):
    """Give the text that a browser shows."""
    bare = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(bare))


def test_feedback_shows_each_check_at_its_cell(feedback):
    shown = words_of(feedback["partial", KEPT[0]])
    at = shown.index("Grade cell: sigmoid_backward_test")
    assert "Score: 4.0 / 8.0" in shown[at : at + 100]
    exercise = next(entry.exercise for entry in course().exercises if entry.id == "sigmoid_backward")
    for check in exercise.checks:
        assert check.title.en in shown[at:]
    assert "the upstream gradient grad_output is not used" in shown[at:]
    assert "missing-upstream" in shown[at:]
    assert "Comments: 4/8 points. Mend first" in shown


def test_feedback_leaks_no_seed_and_no_solution(feedback):
    solved = (ROOT / "solutions" / KEPT[0] / "sigmoid_backward.py").read_text(encoding="utf-8")
    solutions = [part.split("### END")[0] for part in solved.split("### BEGIN SOLUTION")[1:]]
    lines = [line.strip() for part in solutions for line in part.split("\n")]
    secrets = [line for line in lines if len(line) > 20]
    assert secrets
    for (student, name), page in feedback.items():
        shown = words_of(page)
        assert str(SEED) not in page
        assert "call:" not in shown
        for secret in secrets:
            assert secret not in page, (student, name)


def test_feedback_gives_a_reason_for_what_could_not_be_read(feedback):
    shown = words_of(feedback["corrupt", KEPT[0]])
    assert "the notebook is damaged: line 2" in shown
    assert "NotImplementedError" in shown  # the notebook as it was handed out


def test_feedback_on_the_quiz_stands_at_the_answers(feedback):
    shown = words_of(feedback["good", "quiz"])
    assert "Comments: 1/1 points." in shown
    assert "asks for one letter" in shown


def test_nothing_that_a_learner_wrote_runs_in_the_page(feedback):
    page = feedback["raises", KEPT[0]]
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    seen = Seen()
    seen.feed(page)
    assert seen.active == []
    assert seen.shown == 2


class Seen(HTMLParser):
    """Where a page holds what a learner wrote to do something there."""

    def __init__(self):
        super().__init__()
        self.active, self.shown, self.inside = [], 0, ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        self.active += [tag for _, value in attrs if value and "HOSTILE" in value]

    def handle_endtag(self, _):
        self.inside = ""

    def handle_data(self, data):
        if "HOSTILE" in data:
            self.active += [self.inside] if self.inside in {"script", "style"} else []
            self.shown += self.inside == "code"


@pytest.fixture(scope="module")
def autograded(released, tmp_path_factory):
    """What plain `nbgrader autograde` makes of a few submissions, by our classes in the configuration."""
    room = Room(tmp_path_factory.mktemp("autograde") / "course")
    shutil.copytree(released.root, room.root)
    answers(room.hand_in("good", wrote(GOOD)) / "quiz.ipynb")

    def relabelled(cells):
        solution(cells)["source"] = GOOD
        solution(cells)["metadata"]["nbgrader"].update(grade=True, locked=True, points=50)
        cells[-1]["metadata"]["nbgrader"].update(solution=True)

    room.hand_in("relabelled", relabelled)
    (room.hand_in("corrupt") / EXERCISE).write_text("{")
    room.hand_in("exits", wrote(GOOD + "\nimport os\nos._exit(0)\n"))
    ran = room.nbgrader("autograde", ASSIGNMENT)
    assert ran.status == 0, ran.err
    return room


def test_nbgrader_s_own_autograde_comes_to_the_same(autograded):
    everybody = ("corrupt", "exits", "good", "relabelled")

    def kept():
        with autograded.database() as book:
            return {
                (student, kind, name): book_entry(book, kind, name, notebook, student)
                for student in everybody
                for kind, name, notebook in (
                    ("grade", "sigmoid_backward_test", KEPT[0]),
                    ("comment", "sigmoid_backward", KEPT[0]),
                    ("grade", "slope-of-square-at-3", "quiz"),
                    ("grade", "which-increase-is-exact", "quiz"),
                    ("comment", "small-and-large-derivative", "quiz"),
                )
            }

    theirs = kept()
    assert theirs["good", "grade", "sigmoid_backward_test"][:1] == (8.0,)
    assert theirs["corrupt", "grade", "sigmoid_backward_test"][:1] == (0.0,)
    pages = {student: content_of(autograded, student) for student in everybody}
    assert autograded.grade().status == 0
    assert kept() == theirs
    assert {student: content_of(autograded, student) for student in everybody} == pages


def test_what_nbgrader_s_own_autograde_wrote_is_graded_again_with_the_key(room):
    answers(room.hand_in("lia", wrote(GOOD)) / "quiz.ipynb")
    room.hand_in("bia", wrote(GOOD))
    key = ("--key", str(ROOT / "solutions" / "quiz"))
    assert room.grade(*key).status == 0

    def graded_answer():
        with room.database() as book:
            return book_entry(book, "grade", "which-increase-is-exact", "quiz", "lia")

    before = graded_answer()
    assert before[0] is not None
    ran = room.nbgrader("autograde", ASSIGNMENT, "--student", "lia", "--force")
    assert ran.status == 0, ran.err
    assert ran.err.count("`c.GradeIsolated.key` is not set") == 1
    assert graded_answer() == (None, True)
    again = room.grade(*key)
    assert "graded: 1; graded before and unchanged: 1" in again.err
    assert graded_answer() == before


def test_nbgrader_s_own_autograde_keeps_the_grade_of_a_notebook_without_its_number(room):
    folder = room.hand_in("lia", wrote(GOOD))
    (folder / EXERCISE).rename(folder / "sigmoid_backward.ipynb")
    ran = room.nbgrader("autograde", ASSIGNMENT)
    assert ran.status == 0, ran.err
    assert room.score("lia") == 8
    page = content_of(room, "lia")
    with room.database() as book:
        comment = book_entry(book, "comment", "sigmoid_backward", KEPT[0], "lia")[0]
    assert "graded is `sigmoid_backward.ipynb`" in comment
    assert room.grade().status == 0
    assert room.score("lia") == 8
    assert content_of(room, "lia") == page


def content_of(room, student):
    """Give what counts of a graded notebook; nbgrader's writer splits texts into lines and drops the ids."""
    cells = nbformat.reads(json.dumps(room.graded(student)), as_version=4).cells
    return [(cell.cell_type, cell.source, cell.metadata, cell.get("outputs")) for cell in cells]


def book_entry(book, kind, name, notebook, student):
    entry = getattr(book, f"find_{kind}")(name, notebook, ASSIGNMENT, student).to_dict()
    keys = ("auto_score", "needs_manual_grade") if kind == "grade" else ("auto_comment", "manual_comment")
    return tuple(entry[key] for key in keys)


def test_nbgrader_adds_the_scores_up(whole_class):
    room, _ = whole_class
    with room.database() as book:
        rows = {entry["student"]: entry for entry in book.submission_dicts(ASSIGNMENT)}
    assert {student: rows[student]["score"] for student in ("good", "partial", "corrupt")} == {
        "good": 12,
        "partial": 4,
        "corrupt": 0,
    }
    assert {entry["max_score"] for entry in rows.values()} == {66}


def test_what_is_released_validates(released):
    ran = released.nbgrader("validate", f"release/{ASSIGNMENT}/{EXERCISE}")
    assert ran.status == 0
    assert "Traceback" not in ran.err
