"""`solution` and `explain` in a notebook: opened by the learner's own passing code, and by nothing else."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest

from autograder import explain, solution
from autograder.course.course import course, find
from autograder.course.exercise_folder import ExerciseFolder
from autograder.course.sealed_solution import OtherWay, Solution, seal
from autograder.i18n.language import LANGUAGES
from autograder.notebook import after_pass
from autograder.notebook.saved_notebook import Saved
from autograder.sandbox.protocol.calls import Cell

GOOD = """\
import numpy as np


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""
WRONG = GOOD.replace("grad_output * output", "output")


@pytest.fixture(autouse=True)
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An install with a solution, which is sealed."""
    words = {
        lang: Solution("def secret(): ...", f"why, {lang}", (OtherWay("shorter", "def other(): ..."),))
        for lang in LANGUAGES
    }
    (tmp_path / "sealed").write_bytes(seal("sigmoid_backward", words))
    monkeypatch.setattr(ExerciseFolder, "sealed_file", property(lambda _: tmp_path / "sealed"))
    monkeypatch.chdir(tmp_path)


def names(code: str) -> dict[str, object]:
    found: dict[str, object] = {}
    exec(code, found)  # noqa: S102 -- code of our own tests
    return found


def test_passing_code_opens_the_solution():
    shown = repr(solution("05", names(GOOD), lang="en"))
    assert "05 · Back through the sigmoid: a solution" in shown
    assert "def secret(): ..." in shown
    assert "Another way. shorter" in shown
    assert "why, pt-BR" in repr(solution("sigmoid_backward", names(GOOD), lang="pt-BR"))


def test_other_code_does_not(capsys):
    shown = repr(solution("05", names(WRONG), lang="en"))
    assert "secret" not in shown
    assert "missing-upstream" in shown
    assert capsys.readouterr().out.startswith("The solution of sigmoid_backward is shown once your own code passes")
    assert "missing-upstream" in repr(explain("05", names(WRONG), lang="en"))
    assert capsys.readouterr().out.startswith("Questions about your code are asked once it passes")


def test_what_leads_there_stands_below_a_check_that_passes():
    passed = after_pass.check("05", names(GOOD), lang="en")._repr_html_()
    assert "from autograder import solution; solution(&quot;sigmoid_backward&quot;, globals()" in passed
    assert "explain" in passed
    assert "solution(" not in after_pass.check("05", names(WRONG), lang="en")._repr_html_()


def test_without_a_solution_that_is_said(tmp_path):
    (tmp_path / "sealed").write_text("# head\nbroken")
    assert "install the package again" in repr(solution("05", names(GOOD), lang="en"))
    (tmp_path / "sealed").unlink()
    assert "no solution of sigmoid_backward to show" in repr(solution("05", names(GOOD), lang="en"))


def test_questions_are_of_the_saved_cells(monkeypatch, capsys):
    assert "Save the notebook first" in repr(explain("05", names(GOOD), lang="en"))
    saved = Saved("x.ipynb", (Cell("cell 3", GOOD),), ())
    monkeypatch.setattr(after_pass, "saved_notebook", lambda *_: saved)
    typed = iter(["99", ""])
    monkeypatch.setattr(builtins, "input", lambda _: next(typed))
    assert explain("05", names(GOOD), lang="en") is None
    said = capsys.readouterr().out
    assert "an empty one ends it" in said
    assert "Which line (cell 3) makes" in said
    assert "Not so. It is 6." in said
    assert said.endswith("Right: 0 of 1.\n")


def test_where_nobody_can_type_the_questions_are_shown(monkeypatch):
    def nobody(_: str) -> str:
        raise NotImplementedError

    monkeypatch.setattr(after_pass, "saved_notebook", lambda *_: Saved("x.ipynb", (Cell("cell 3", GOOD),), ()))
    monkeypatch.setattr(builtins, "input", nobody)
    assert "Which line (cell 3) makes" in repr(explain("05", names(GOOD), lang="en"))


def test_while_it_is_graded_nothing_is_shown(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert solution("05", names(GOOD), lang="en") is None
    assert explain("05", names(GOOD), lang="en") is None
    assert find(course(), "05") is not None
    with pytest.raises(ValueError, match="there is no exercise"):
        solution("99", {}, lang="en")
