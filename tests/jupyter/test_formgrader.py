"""A course from Generate to the exported scores, in JupyterLab with nbgrader's own pages: an instructor, and a student.

The steps build on each other, as they do for the people, and so are one test. AUTOGRADER_PICTURES names a folder for a picture of every page.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.cli.main import main
from tests.jupyter.conftest import PATIENCE, ROOT, Student, running

pytestmark = pytest.mark.slow  # a browser on a JupyterLab of its own

pytest.importorskip("nbgrader")

ASSIGNMENT, NAME = "backpropagation", "05_sigmoid_backward"
KEPT = (NAME, "quiz")
EXITS = "\n\nimport os\nos._exit(0)\n"


def wait_for(read, right):
    """Read until what is read is right; a page saves and loads when it has time."""
    end = time.monotonic() + PATIENCE
    while not right(found := read()):
        assert time.monotonic() < end, found
        time.sleep(0.1)
    return found


class Instructor:
    """Somebody at nbgrader's formgrader, inside JupyterLab."""

    def __init__(self, page, lab):
        self.page, self.lab = page, lab
        page.set_default_timeout(PATIENCE * 1000)

    def open(self):
        """Open the formgrader from JupyterLab's menu."""
        self.page.goto(f"http://127.0.0.1:{self.lab.port}/lab?token={self.lab.token}&reset")
        self.page.locator(".lm-MenuBar-itemLabel", has_text="Nbgrader").click()
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile("^Formgrader$")).click()
        self.inside.get_by_role("link", name="Manage Assignments").first.wait_for()

    @property
    def inside(self):
        return self.page.frame_locator("iframe").last

    def told(self):
        """Give what nbgrader says in its window, log included, and close it."""
        window = self.inside.locator(".modal.in, .modal.show").last
        window.get_by_role("button", name="OK").wait_for()
        said = window.inner_text() + "\n" + "\n".join(window.locator("pre").all_text_contents())
        window.get_by_role("button", name="OK").click()
        window.wait_for(state="hidden")
        self.inside.locator(".modal-backdrop").wait_for(state="detached")
        return said


@pytest.fixture
def pictures(tmp_path):
    """Give a folder for pictures: one that somebody wants to look at, or one that vanishes."""
    named = os.environ.get("AUTOGRADER_PICTURES")
    folder = Path(named) if named else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def lab(tmp_path, browser):  # noqa: ARG001 -- without a browser there is no need for a server
    """Give a JupyterLab on a course that `autograder release` has laid out; two notebooks of it are enough."""
    root = tmp_path / "course"
    assert main(["release", str(root)]) == 0
    for file in (root / "source" / ASSIGNMENT).iterdir():
        if file.stem not in KEPT:
            file.unlink()
    with running(root, "en", tmp_path) as lab:
        yield lab


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1300})
    yield context.new_page()
    context.close()


def test_a_course_from_generate_to_the_exported_scores(page, lab, solution, pictures):
    instructor = Instructor(page, lab)
    instructor.open()
    an_instructor_generates_the_assignment(instructor, lab, pictures)
    a_student_works_on_what_was_released_and_validates_it(page, lab, solution, pictures)
    three_hand_in(lab, solution)
    instructor.open()
    the_button_autogrades_by_our_grader(instructor, pictures)
    instructor.open()
    a_person_sees_the_report_and_grades_by_hand(instructor, lab, pictures)
    instructor.open()
    feedback_and_scores_go_out(instructor, page, lab, pictures)


def nbgrader(lab, *arguments):
    """Run one of nbgrader's commands in the course."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "JUPYTER_PLATFORM_DIRS": "1"}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=lab.folder, env=environment, capture_output=True, text=True, check=True)


def an_instructor_generates_the_assignment(instructor, lab, pictures):
    row = instructor.inside.locator("tr", has_text=ASSIGNMENT)
    row.locator(".assign a").click()
    said = instructor.told()
    assert "Successfully created the student version" in said
    assert not re.search("WARNING|ERROR|Traceback", said), said
    instructor.page.screenshot(path=pictures / "1-assignments.png")
    released = {file.name for file in (lab.folder / "release" / ASSIGNMENT).iterdir()}
    assert released == {f"{name}.ipynb" for name in KEPT}


def a_student_works_on_what_was_released_and_validates_it(page, lab, solution, pictures):
    desk = Student(page, lab, f"release/{ASSIGNMENT}/{NAME}.ipynb")
    desk.write(0, solution("sigmoid_backward"))
    desk.run(0)
    assert "8/8" in desk.run(1).inner_text()
    desk.save()
    page.get_by_role("button", name="Validate").click()
    window = page.get_by_role("dialog")
    window.get_by_text("Success! Your notebook passes all the tests.").wait_for()
    page.screenshot(path=pictures / "2-validated.png")
    window.get_by_role("button").last.click()


def three_hand_in(lab, solution):
    wrong = solution("sigmoid_backward").replace("grad_output * ", "")
    assert wrong != solution("sigmoid_backward")
    for student, source in (("ana", None), ("bia", wrong), ("caio", wrong + EXITS)):
        handed_in = lab.folder / "submitted" / student / ASSIGNMENT
        shutil.copytree(lab.folder / "release" / ASSIGNMENT, handed_in)
        if source:
            work = json.loads((handed_in / f"{NAME}.ipynb").read_text())
            next(cell for cell in work["cells"] if cell["metadata"]["nbgrader"]["solution"])["source"] = source
            (handed_in / f"{NAME}.ipynb").write_text(json.dumps(work))


def the_button_autogrades_by_our_grader(instructor, pictures):
    instructor.inside.locator("tr", has_text=ASSIGNMENT).locator(".num-submissions a").click()
    for student, points in (("ana", "8"), ("bia", "4"), ("caio", "0")):
        row = instructor.inside.locator("tr", has_text=student)
        row.locator(".autograde a").click()
        said = instructor.told()
        assert "Successfully autograded" in said
        assert "Traceback" not in said
        row.locator(".score", has_text=re.compile(rf"^{points} / ")).wait_for()
    instructor.page.screenshot(path=pictures / "3-submissions.png")


def graded(instructor, student):
    """Open a student's notebook where it is graded by hand."""
    for link in ("Manual Grading", ASSIGNMENT, NAME):
        instructor.inside.get_by_role("link", name=link, exact=True).first.click()
    ids = instructor.lab.ask("GET", f"formgrader/api/submitted_notebooks/{ASSIGNMENT}/{NAME}")
    one = next(entry["id"] for entry in ids if entry["student"] == student)
    instructor.inside.locator(f'a[href*="{one}"]').first.click()
    instructor.inside.locator("#sigmoid_backward_test").wait_for()
    return instructor.inside


def a_person_sees_the_report_and_grades_by_hand(instructor, lab, pictures):
    shown = graded(instructor, "bia")
    score = shown.locator("#sigmoid_backward_test")
    comment = shown.locator("#sigmoid_backward-comment")
    wait_for(lambda: score.get_attribute("placeholder"), lambda given: given == "4")
    wait_for(lambda: comment.get_attribute("placeholder"), lambda given: "4/8 points" in (given or ""))
    assert "missing-upstream" in shown.locator("body").inner_text()
    helped = shown.locator(".ag-help").first.bounding_box()
    above = shown.locator(".ag-bad").last.bounding_box()
    assert helped["x"] < above["x"] + 40
    assert helped["y"] > above["y"]
    instructor.page.screenshot(path=pictures / "4-report.png")
    score.fill("5")
    score.press("Tab")
    comment.fill("We spoke about it.")
    comment.press("Escape")
    shown.locator(".comment-saved").first.wait_for(state="attached")
    instructor.page.screenshot(path=pictures / "5-by-hand.png")
    grades = wait_for(lambda: grade_of(lab, "bia"), lambda grade: grade["manual_score"] == 5)
    assert (grades["auto_score"], grades["needs_manual_grade"]) == (4, False)
    assert main(["nbgrader", "grade", str(lab.folder), ASSIGNMENT, "--again"]) == 0
    assert grade_of(lab, "bia")["manual_score"] == 5
    again = graded(instructor, "bia")
    wait_for(lambda: again.locator("#sigmoid_backward_test").input_value(), lambda value: value == "5")
    wait_for(
        lambda: again.locator("#sigmoid_backward-comment").input_value(), lambda value: value == "We spoke about it."
    )


def grade_of(lab, student):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{lab.folder / 'gradebook.db'}", ASSIGNMENT) as book:
        return book.find_grade("sigmoid_backward_test", NAME, ASSIGNMENT, student).to_dict()


def feedback_and_scores_go_out(instructor, page, lab, pictures):
    instructor.inside.locator("tr", has_text=ASSIGNMENT).locator(".generate-feedback a").click()
    assert "Successfully generated feedback" in instructor.told()
    feedback = lab.folder / "feedback" / "bia" / ASSIGNMENT / f"{NAME}.html"
    page.goto(feedback.as_uri())
    shown = page.locator("body").inner_text()
    assert "missing-upstream" in shown
    assert "We spoke about it." in shown
    page.screenshot(path=pictures / "6-feedback.png", full_page=True)
    nbgrader(lab, "export", "--to", "scores.csv")
    with (lab.folder / "scores.csv").open(newline="") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert {student: float(row["score"]) for student, row in rows.items()} == {"ana": 8, "bia": 5, "caio": 0}
