"""Every notebook that learners get, with its solution filled in, runs from top to bottom in a kernel and passes."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.core.language import LANGUAGES
from autograder.course.catalogue import course

LOCALES = {"en": "en_US.UTF-8", "pt-BR": "pt_BR.UTF-8"}
PASSED = {"en": "passed", "pt-BR": "completo"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("entry", course().exercises, ids=lambda entry: entry.id)
def test_the_solved_notebook_passes(entry, lang, solution, tmp_path, monkeypatch):
    nbclient = pytest.importorskip("nbclient")
    monkeypatch.setenv("LC_ALL", LOCALES[lang])
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    notebook = nbformat.read(entry.notebook(lang), as_version=4)
    nbformat.validate(notebook)
    cells = {cell.id: cell for cell in notebook.cells}
    assert "raise NotImplementedError" in cells[entry.id].source
    cells[entry.id].source = solution(entry.id, lang)
    nbclient.NotebookClient(
        notebook, kernel_name="python3", timeout=120, resources={"metadata": {"path": tmp_path}}
    ).execute()
    (shown,) = cells[f"{entry.id}_test"].outputs
    points = entry.exercise.points
    assert shown.data["text/plain"].startswith(f"✓ {entry.id}: ")
    assert f"· {points}/{points}, {PASSED[lang]}" in shown.data["text/plain"]
    assert f'lang="{lang}"' in shown.data["text/html"]
    for cell in notebook.cells:
        assert not [output for output in cell.get("outputs", []) if output.get("name") == "stderr"]
