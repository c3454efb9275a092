"""Every notebook that learners get, with its solution filled in, runs from top to bottom in a kernel and passes."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.course.course import course
from autograder.i18n.language import LANGUAGES

pytestmark = pytest.mark.slow  # a kernel for each exercise

PASSED = {"en": "passed", "pt-BR": "completo"}


@pytest.mark.parametrize("entry", course().exercises, ids=lambda entry: entry.id)
def test_the_solved_notebooks_pass(entry, solution, tmp_path, monkeypatch):
    nbclient = pytest.importorskip("nbclient")
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    both = nbformat.v4.new_notebook()  # one after the other in one kernel, as starting it takes the longest
    for lang in LANGUAGES:
        notebook = nbformat.read(entry.notebook(lang), as_version=4)
        nbformat.validate(notebook)
        for cell in notebook.cells:
            if cell.id == entry.id:
                assert "raise NotImplementedError" in cell.source
                cell.source = solution(entry.id, lang)
            cell.id = f"{cell.id}-{lang}"
        both.cells += notebook.cells
    nbclient.NotebookClient(
        both, kernel_name="python3", timeout=120, resources={"metadata": {"path": tmp_path}}
    ).execute()
    cells = {cell.id: cell for cell in both.cells}
    points = entry.exercise.points
    for lang in LANGUAGES:
        (shown,) = cells[f"{entry.id}_test-{lang}"].outputs
        assert shown.data["text/plain"].startswith(f"✓ {entry.id}: ")
        told = " ".join(shown.data["text/plain"].split())
        assert f"· {points}/{points}, " in told
        assert f", {PASSED[lang]} " in told
        assert f'lang="{lang}"' in shown.data["text/html"]
    for cell in both.cells:
        assert not [output for output in cell.get("outputs", []) if output.get("name") == "stderr"]
