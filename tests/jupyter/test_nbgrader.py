"""What a cell shows while nbgrader runs it: a text, and the points as the number that nbgrader takes for partial credit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder import check
from autograder.notebook.check_functions import Checked

ROOT = Path(__file__).resolve().parents[2]
NOISY = """\
import sys
import warnings
import numpy as np


def sigmoid(z):
    np.log(np.zeros(1))
    warnings.warn("careful")
    print("to the other", file=sys.stderr)
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    return grad_output * output
"""
BEFORE = "from autograder import hint, quiz\nhint('05')\nquiz()\nquiz.answer('slope-of-square-at-3', 6)\n"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")


@pytest.mark.parametrize("how", ["autograde", "validate"])
def test_points_are_a_float_and_nothing_else(monkeypatch, capfd, how):
    monkeypatch.setenv("NBGRADER_EXECUTION", how)
    points = check("05", {"sigmoid_backward": lambda grad_output, output: grad_output * output * (1 - output)})
    assert type(points) is float
    assert points == 5.0
    out, err = capfd.readouterr()
    assert out.startswith("~ sigmoid_backward: Back through the sigmoid · 5/8, passed in part")
    assert err == ""


def test_without_it_a_check_is_shown(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "")
    assert isinstance(check("05", {}), Checked)


def executed(tmp_path, source, how):
    """Run the released notebook in a kernel, as nbgrader does, and give its cells."""
    notebook = nbformat.read(ROOT / "exercises" / "05_sigmoid_backward" / "sigmoid_backward.ipynb", as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    cells["sigmoid_backward"].source = source
    cells["sigmoid_backward_test"].source = BEFORE + cells["sigmoid_backward_test"].source
    nbformat.write(notebook, tmp_path / "work.ipynb")
    program = (
        "import nbformat, sys\nfrom nbclient import NotebookClient\n"
        "notebook = nbformat.read('work.ipynb', as_version=4)\n"
        "NotebookClient(notebook, kernel_name='python3', timeout=120, allow_errors=True).execute()\n"
        "nbformat.write(notebook, 'done.ipynb')\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path / "ipython"), **how}
    subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, timeout=240, capture_output=True
    )
    return {cell.id: cell for cell in nbformat.read(tmp_path / "done.ipynb", as_version=4).cells}


@pytest.mark.slow  # a kernel, as nbgrader runs it
@pytest.mark.parametrize(("source", "points"), [(NOISY, 4.0), ("x = 1", 0.0)], ids=["noisy and half right", "nothing"])
def test_nbgrader_itself_takes_the_points(tmp_path, source, points):
    pytest.importorskip("nbclient")
    utils = pytest.importorskip("nbgrader.utils")
    cell = executed(tmp_path, source, {"NBGRADER_EXECUTION": "autograde"})["sigmoid_backward_test"]
    assert [output.get("name") for output in cell.outputs if output.output_type == "stream"] == ["stdout"]
    assert utils.determine_grade(cell) == (points, 8.0)
    assert {path.name for path in tmp_path.iterdir()} == {"work.ipynb", "done.ipynb", "ipython"}  # no answers.toml


@pytest.mark.slow
def test_a_learner_s_own_run_shows_html(tmp_path):
    pytest.importorskip("nbclient")
    cell = executed(tmp_path, NOISY, {})["sigmoid_backward_test"]
    shown = cell.outputs[-1].data
    assert shown["text/plain"].startswith("~ sigmoid_backward")
    assert "entry by entry" in "".join(shown["text/html"])
    assert not [output for output in cell.outputs if output.get("name") == "stderr"]
    assert json.dumps(cell.outputs).count("careful") > 0  # the learner's warning is told as a remark
