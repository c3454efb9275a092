"""The same 30 submissions graded by nbgrader's own `autograde` and by `autograder nbgrader grade`; and a large gradebook.

Both get the notebook of one exercise. nbgrader's has hidden tests with numpy's asserts in the place of the course's check, as
instructors write them, and a time limit for a cell. A submission's seconds with nbgrader are those of its `Autograde`
converter on this submission alone, imports not counted; with ours those of the whole class divided by its size. What is
compared is what grading adds: the one submission that loops runs into each grader's time limit, and is left out of both.

The gradebook is that of 1,000 students with all exercises and the quiz. Nothing is asserted.

    python benchmarks/nbgrader.py --students 1000
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
if str(Path(__file__).parent) in sys.path:  # this script is called like the package that it measures
    sys.path.remove(str(Path(__file__).parent))
sys.path.insert(0, str(ROOT))

from nbgrader.api import Gradebook, MissingEntry  # noqa: E402 -- the path comes first
from nbgrader.converters import Autograde, NbGraderException  # noqa: E402 -- as above
from nbgrader.coursedir import CourseDirectory  # noqa: E402 -- as above
from traitlets.config import Config  # noqa: E402 -- as above

from autograder.cli.main import main as autograder  # noqa: E402 -- as above
from autograder.nbgrader.cell_results import Judged, Score  # noqa: E402 -- as above
from autograder.nbgrader.gradebook import Book  # noqa: E402 -- as above

ASSIGNMENT, NAME, TEST, POINTS = "backpropagation", "05_sigmoid_backward", "sigmoid_backward_test", 8
ORDINARY = 17  # submissions in which nothing is odd
CELL_SECONDS = 10  # nbgrader's limit for a cell
PRINTED = 20_000_000  # characters that one submission prints
HIDDEN_TESTS = """\
import numpy as np
z = np.linspace(-4, 4, 9).reshape(3, 3)
a = sigmoid(z)
### BEGIN HIDDEN TESTS
np.testing.assert_allclose(a, 1 / (1 + np.exp(-z)))
np.testing.assert_allclose(sigmoid_backward(2 * np.ones_like(z), a), 2 * a * (1 - a))
### END HIDDEN TESTS"""
GOOD = """\
import numpy as np


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""
WRONG = GOOD.replace("grad_output * output * (1 - output)", "output * (1 - output)")
LOOP = """\
def sigmoid(z):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""
Change = Callable[[list[dict]], object]


@dataclass(frozen=True)
class Case:
    """A submission: how it changes the notebook's cells, and whether it deserves full points."""

    change: Change
    right: bool = False
    text: str | None = None  # the whole file, where it is no notebook


def solved(code: str) -> Change:
    """Make the change that writes code into the solution's cell."""
    return lambda cells: next(c for c in cells if c["metadata"]["nbgrader"]["solution"]).update(source=code)


def _marked(cells: list[dict]) -> None:
    solved(GOOD)(cells)
    cells[-1]["metadata"]["nbgrader"]["solution"] = True


def _twice(cells: list[dict]) -> None:
    solved(GOOD)(cells)
    cells.append(json.loads(json.dumps(cells[-1])))


def _without_test(cells: list[dict]) -> None:
    solved(GOOD)(cells)
    del cells[-1]


PATCHES_ASSERTS = WRONG + "\nnp.testing.assert_allclose = lambda *a, **k: None\n"
REWRITES_CELLS = """\
import ast
class Nothing(ast.NodeTransformer):
    def visit_Module(self, node):
        return ast.Module([], [])
get_ipython().ast_transformers.append(Nothing())
"""
READS_SOURCE = f"""\
import json
with open("../../../source/{ASSIGNMENT}/{NAME}.ipynb") as file:
    cells = json.load(file)["cells"]
exec("".join(next(cell for cell in cells if cell["metadata"]["nbgrader"]["solution"])["source"]))
"""
FRIEND = "wrong, and the next one's friend"
ENTER_BY_HAND = """
import sqlite3
with sqlite3.connect("../../../gradebook.db") as book:
    mine = "select submitted_notebook.id from submitted_notebook join submitted_assignment"
    mine += " on submitted_notebook.assignment_id = submitted_assignment.id where student_id = ?"
    book.execute(f"update grade set manual_score = 8 where notebook_id in ({mine})", [FRIEND])
"""
WRITES_GRADEBOOK = WRONG + ENTER_BY_HAND.replace("FRIEND", repr(FRIEND))
ODD = {
    "endless loop": Case(solved(LOOP)),
    "os._exit": Case(solved(GOOD + "\nimport os\nos._exit(0)\n")),
    "broken JSON": Case(solved(GOOD), text='{"cells": [<<<<<<< HEAD'),
    "test marked as solution": Case(_marked, right=True),
    "test cell twice": Case(_twice, right=True),
    "test cell deleted": Case(_without_test, right=True),
    "right, with a warning": Case(solved(GOOD + "\nimport warnings\nold = sigmoid\ndef sigmoid(z):\n    warnings.warn('mind')\n    return old(z)\n"), right=True),
    "wrong, asserts patched": Case(solved(PATCHES_ASSERTS)),
    "nothing, cells rewritten": Case(solved(REWRITES_CELLS)),
    "reads the instructor's source": Case(solved(READS_SOURCE)),
    FRIEND: Case(solved(WRONG)),
    "wrong, writes the gradebook": Case(solved(WRITES_GRADEBOOK)),
    "right, 20 MB of output": Case(solved(GOOD + f"\nprint('x' * {PRINTED})\n"), right=True),
}  # fmt: skip


def cases() -> dict[str, Case]:
    """Give the class: ordinary submissions of three kinds, and the odd ones."""
    good, wrong, untouched = Case(solved(GOOD), right=True), Case(solved(WRONG)), Case(lambda _: None)
    kinds = (good, good, wrong, untouched)
    ordinary = {f"ordinary {at:02}": kinds[at % len(kinds)] for at in range(ORDINARY)}
    return {**ordinary, **ODD}


def course(folder: Path, *, plain: bool, all_notebooks: bool = False) -> Path:
    """Lay out a course and let nbgrader generate its assignment."""
    with contextlib.redirect_stdout(io.StringIO()):
        autograder(["release", str(folder)])
    source = folder / "source" / ASSIGNMENT
    for file in () if all_notebooks else source.iterdir():
        if file.stem != NAME:
            file.unlink()
    if plain:
        (folder / "nbgrader_config.py").write_text(f'c = get_config()\nc.CourseDirectory.course_id = "{ASSIGNMENT}"\n')
        change(source / f"{NAME}.ipynb", lambda cells: cells[-1].update(source=HIDDEN_TESTS))
        change(source / f"{NAME}.ipynb", solved(f"### BEGIN SOLUTION\n{GOOD}### END SOLUTION"))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # it starts alembic
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", ASSIGNMENT]
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return folder


def change(file: Path, how: Change) -> None:
    """Change the cells of a notebook."""
    notebook = json.loads(file.read_text(encoding="utf-8"))
    how(notebook["cells"])
    file.write_text(json.dumps(notebook), encoding="utf-8")


def hand_in(root: Path, student: str, case: Case) -> None:
    """Put a submission where nbgrader collects it."""
    folder = root / "submitted" / student / ASSIGNMENT
    shutil.copytree(root / "release" / ASSIGNMENT, folder)
    file = folder / f"{NAME}.ipynb"
    change(file, case.change)
    if case.text is not None:
        file.write_text(case.text)


def score(root: Path, student: str) -> float | None:
    """Read a score from the gradebook; None: nobody gave one."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}", ASSIGNMENT) as book:
        try:
            grade = book.find_grade(TEST, NAME, ASSIGNMENT, student)
        except MissingEntry:
            return None
        return None if grade.auto_score is None else float(grade.score)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Send what kernels write on standard error nowhere."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def by_nbgrader(root: Path, student: str) -> float:
    """Grade one submission as `nbgrader autograde` does; give the seconds."""
    config = Config()
    config.CourseDirectory.update({"root": str(root), "course_id": ASSIGNMENT, "assignment_id": ASSIGNMENT})
    config.CourseDirectory.student_id = student
    config.Execute.timeout = CELL_SECONDS
    begun = time.perf_counter()
    with contextlib.suppress(NbGraderException), quiet():
        Autograde(coursedir=CourseDirectory(config=config), config=config).start()
    return time.perf_counter() - begun


def by_us(root: Path, jobs: int) -> float:
    """Grade all submissions; give the seconds."""
    begun = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        autograder(["nbgrader", "grade", str(root), ASSIGNMENT, "--jobs", str(jobs)])
    return time.perf_counter() - begun


def same_class(folder: Path, jobs: int) -> None:
    """Grade the class twice and show what came of it."""
    plain, ours = course(folder / "plain", plain=True), course(folder / "ours", plain=False)
    everybody = cases()
    theirs = {}
    for student, case in everybody.items():
        hand_in(plain, student, case)
        theirs[student] = by_nbgrader(plain, student)
    quick = {student: case for student, case in everybody.items() if student != "endless loop"}
    for student, case in quick.items():
        hand_in(ours, student, case)
    mine = by_us(ours, jobs)
    hand_in(ours, "endless loop", everybody["endless loop"])
    loop = by_us(ours, jobs)
    print(f"{'submission':34} {'deserves':>8}  {'nbgrader':>9} {'s':>6}   {'ours':>5}")
    rows = [(student, *(score(root, student) for root in (plain, ours))) for student in everybody]
    for student, their_score, our_score in rows:
        if student in ODD or student[-2:] in ("00", "02", "03"):
            shown = ["no grade" if one is None else f"{one:g}" for one in (their_score, our_score)]
            due = "full" if everybody[student].right else "less"
            print(f"{student:34} {due:>8}  {shown[0]:>9} {theirs[student]:6.1f}   {shown[1]:>5}")
    for name, column in (("nbgrader", 1), ("ours", 2)):
        none = sum(row[column] is None for row in rows)
        forged = sum(row[column] == POINTS and not everybody[row[0]].right for row in rows)
        lost = sum(row[column] is not None and row[column] != POINTS and everybody[row[0]].right for row in rows)
        print(
            f"{name}: {none} without a grade, {forged} full scores for nothing or wrong code, {lost} right ones without full score"
        )
    total = sum(theirs[student] for student in quick)
    print(
        f"\nwall seconds of the {len(quick)} that end: nbgrader {total:.1f} (median {median(theirs.values()):.2f} each), ours {mine:.1f}"
    )
    print(f"({mine / len(quick):.3f} each, {jobs} jobs): {total / mine:.1f} times less")
    print(f"the endless loop: nbgrader {theirs['endless loop']:.1f} s, ours {loop:.1f} s")


def _judged(book: Book, student: int) -> Iterator[tuple[str, Judged]]:
    """Make up what a student came to."""
    for name, notebook in book.notebooks.items():
        graded = [cell for cell in notebook.cells if cell.grade]
        scores = {cell.name: Score(float((student + at) % 2)) for at, cell in enumerate(graded)}
        comments = {cell.name: "a comment of some length " * 8 for cell in notebook.cells if cell.solution}
        yield name, Judged(scores, comments, {}, (), absent=False)


def gradebook(folder: Path, students: int) -> None:
    """Write a large class into a gradebook, and a few students by nbgrader's own methods."""
    root = course(folder / "large", plain=False, all_notebooks=True)
    url = f"sqlite:///{root / 'gradebook.db'}"
    with Book(url, ASSIGNMENT, ASSIGNMENT) as book:
        cells = sum(cell.grade + cell.solution for notebook in book.notebooks.values() for cell in notebook.cells)
        made = [(f"student-{at}", dict(_judged(book, at))) for at in range(students)]
        for again in ("written", "written again"):
            begun = time.process_time()
            for student, judged in made:
                book.write(student, judged, None)
            seconds = time.process_time() - begun
            each = 1000 * seconds / students
            print(
                f"{students} students, {cells} grades and comments each, {again}: {seconds:.1f} s of CPU, {each:.1f} ms each"
            )
        few = made[: max(1, students // 100)]
    begun = time.process_time()
    with Gradebook(url, ASSIGNMENT) as theirs:
        for student, judged in few:
            theirs.update_or_create_student(f"{student}-again")
            theirs.update_or_create_submission(ASSIGNMENT, f"{student}-again")
            for name, one in judged.items():
                for cell, points in one.scores.items():
                    theirs.find_grade(cell, name, ASSIGNMENT, f"{student}-again").auto_score = points.points
                for cell, comment in one.comments.items():
                    theirs.find_comment(cell, name, ASSIGNMENT, f"{student}-again").auto_comment = comment
            theirs.db.commit()
    each = 1000 * (time.process_time() - begun) / len(few)
    print(f"by nbgrader's own methods ({len(few)} students): {each:.1f} ms of CPU each")


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=1000, help="in the large gradebook (default: 1000)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="of ours (default: one per core)")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="nbgrader-") as folder:
        same_class(Path(folder), options.jobs)
        print()
        gradebook(Path(folder), options.students)


if __name__ == "__main__":
    main()
