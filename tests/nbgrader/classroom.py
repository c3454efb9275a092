"""A small nbgrader course and a class that hands in what classes hand in."""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.cli.main import main
from autograder.i18n.language import LOCALE_VARIABLES

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "backpropagation"
KEPT = ("05_sigmoid_backward", "quiz")  # of the released notebooks: enough to see everything, and quick
EXERCISE, QUIZ = (f"{name}.ipynb" for name in KEPT)
SEED = 20_231_117  # nobody meets it by chance in a page

GOOD = """\
import numpy as np


def sigmoid(z):
    shrunk = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + shrunk), shrunk / (1 + shrunk))


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""
PARTIAL = GOOD.replace("grad_output * output * (1 - output)", "output * (1 - output)")
PRINTS = GOOD.replace("    return grad_output", "    print('INPUT', grad_output)\n    return grad_output")
EXITS = GOOD + "\n\nimport os\n\nos._exit(0)\n"
LOOPS = """\
def sigmoid(z):
    while True:
        try:
            pass
        except BaseException:
            pass


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""
RAISES = "def sigmoid(z):\n    raise ValueError('<script>alert(1)</script> [a](javascript:alert(1)) $x$')\n"


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Room:
    """An nbgrader course and what can be done with it."""

    root: Path

    def grade(self, *options: str, **variables: str) -> Ran:
        """Run `autograder nbgrader grade` in this process."""
        return cli("nbgrader", "grade", self.root, ASSIGNMENT, "--jobs", "2", *options, **variables)

    def nbgrader(self, *arguments: str) -> Ran:
        """Run nbgrader itself as a program of its own."""
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # it starts alembic
        environment = {
            **os.environ,
            "PATH": path,
            "HOME": str(self.root.parent),
            "JUPYTER_PLATFORM_DIRS": "1",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "nbgrader", *arguments]
        ended = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        return Ran(ended.returncode, ended.stdout, ended.stderr)

    def submitted(self, student: str) -> Path:
        """Give the folder of a submission."""
        return self.root / "submitted" / student / ASSIGNMENT

    def graded(self, student: str, file: str = EXERCISE) -> dict:
        """Read a graded notebook."""
        return json.loads((self.root / "autograded" / student / ASSIGNMENT / file).read_text(encoding="utf-8"))

    def hand_in(self, student: str, change: Callable[[list[dict]], object] = lambda _: None) -> Path:
        """Hand in what was released, with the cells of the exercise's notebook changed."""
        folder = self.submitted(student)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.root / "release" / ASSIGNMENT, folder)
        edit(folder / EXERCISE, change)
        return folder

    def database(self):
        """Open the gradebook with nbgrader's own class."""
        from nbgrader.api import Gradebook

        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}", "backpropagation")

    def score(self, student: str) -> float:
        """Read the exercise's score as nbgrader has it."""
        with self.database() as book:
            return book.find_grade("sigmoid_backward_test", KEPT[0], ASSIGNMENT, student).score


def cli(*arguments: object, **variables: str) -> Ran:
    """Run the command in this process, in English unless told otherwise."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        for name in LOCALE_VARIABLES:
            patch.delenv(name, raising=False)
        for name, value in variables.items():
            patch.setenv(name, value)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main([str(argument) for argument in arguments])
    return Ran(status, out.getvalue(), err.getvalue())


def edit(file: Path, change: Callable[[list[dict]], object]) -> None:
    """Change the cells of a notebook."""
    notebook = json.loads(file.read_text(encoding="utf-8"))
    change(notebook["cells"])
    file.write_text(json.dumps(notebook), encoding="utf-8")


def solution(cells: list[dict]) -> dict:
    """Find the cell for the solution."""
    return next(cell for cell in cells if cell["metadata"]["nbgrader"]["solution"])


def wrote(code: str) -> Callable[[list[dict]], object]:
    """Make a change that writes code into the solution."""
    return lambda cells: solution(cells).update(source=code)


def _duplicated(cells):
    solution(cells)["source"] = GOOD
    cells.insert(3, copy.deepcopy(solution(cells)))
    cells.append(copy.deepcopy(cells[-1]))


def _marked(cells):
    solution(cells)["source"] = GOOD
    cells[-1]["metadata"]["nbgrader"].update(solution=True, points=100)


def _regraded(cells):
    solution(cells)["source"] = GOOD
    solution(cells)["metadata"]["nbgrader"].update(grade=True, locked=True, points=50)


def _deleted(cells):
    solution(cells)["source"] = GOOD
    del cells[-1], cells[0]


ACTIVE = (
    "<script>HOSTILE()</script><style>.HOSTILE {}</style> <img src=x onerror=HOSTILE> <form action=HOSTILE> "
    "<meta http-equiv=refresh content=0;HOSTILE> [a](javascript:HOSTILE)"
)


def _active(cells):
    solution(cells)["source"] = RAISES
    for kind in ("markdown", "raw"):
        cells.insert(0, {"cell_type": kind, "id": f"own-{kind}", "metadata": {"nbgrader": {}}, "source": ACTIVE})


def hand_in_all(room: Room) -> None:
    changes = {
        "good": wrote(GOOD),
        "partial": wrote(PARTIAL),
        "untouched": lambda _: None,
        "prints": wrote(PRINTS),
        "exits": wrote(EXITS),
        "loops": wrote(LOOPS),
        "raises": _active,
        "duplicated": _duplicated,
        "marked": _marked,
        "regraded": _regraded,
        "deleted": _deleted,
    }
    for student, change in changes.items():
        room.hand_in(student, change)
    renamed = room.hand_in("renamed", wrote(GOOD))
    (renamed / EXERCISE).rename(renamed / "my work.ipynb")
    unnumbered = room.hand_in("unnumbered", wrote(GOOD))
    (unnumbered / EXERCISE).rename(unnumbered / "sigmoid_backward.ipynb")
    (room.hand_in("corrupt") / EXERCISE).write_text('{"cells": [\n<<<<<<< HEAD', encoding="utf-8")
    for file in room.hand_in("empty").iterdir():
        file.unlink()
    (room.root / "submitted" / "linked").mkdir()
    room.submitted("linked").symlink_to(room.submitted("good"))
    answers(room.submitted("good") / QUIZ)


def answers(file: Path) -> None:
    """Answer some questions of the quiz, each in another way."""
    given = {
        "slope-of-square-at-3": "Your answer: 6",
        "excess-over-six-epsilon": "**Your answer:** a",
        "slope-of-reciprocal-at-2": "-1/4",
        "slopes-at-2-in-order": "Sua resposta: c > d > a > b",
        "small-and-large-derivative": "Your answer: b",
        "straight-d-and-curly-d": "Your answer: perhaps",
        "which-increase-is-exact": "Your answer:\n\na",
    }

    def change(cells):
        for cell in cells:
            text = given.get(cell["metadata"]["nbgrader"]["grade_id"])
            if text:
                cell["source"] = text

    edit(file, change)
