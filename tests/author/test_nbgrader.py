"""What is built is taken by nbgrader itself, as an instructor would hand it over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from autograder.author.build import build

pytestmark = pytest.mark.slow  # nbgrader's own commands

CONFIG = 'c = get_config()\nc.CourseDirectory.course_id = "backpropagation"\n'
NOTEBOOKS = {"english": "double.ipynb", "portuguese": "pt-BR/double.ipynb"}


@pytest.fixture
def released(course, tmp_path):
    """Lay out a course for nbgrader, release it, and give each notebook before and after."""
    build(course)
    desk = tmp_path / "desk"

    def release(config):
        for assignment, name in NOTEBOOKS.items():
            folder = desk / "source" / assignment
            folder.mkdir(parents=True)
            (folder / "double.ipynb").write_bytes((course / "exercises" / "01_double" / name).read_bytes())
        (desk / "nbgrader_config.py").write_text(config)
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])  # it starts alembic
        environment = {**os.environ, "PATH": path, "HOME": str(tmp_path), "JUPYTER_PLATFORM_DIRS": "1"}
        for assignment in NOTEBOOKS:
            command = [sys.executable, "-m", "nbgrader", "generate_assignment", assignment]
            done = subprocess.run(command, cwd=desk, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert "ERROR" not in done.stderr
        return {
            assignment: [
                nbformat.read(desk / stage / assignment / "double.ipynb", as_version=4)
                for stage in ("source", "release")
            ]
            for assignment in NOTEBOOKS
        }

    return release


def test_nbgrader_releases_the_notebooks_in_both_languages(released):
    for source, release in released(CONFIG).values():
        nbformat.validate(release)
        assert [cell.id for cell in release.cells] == [cell.id for cell in source.cells]
        assert [cell.metadata.nbgrader.grade_id for cell in release.cells] == [cell.id for cell in source.cells]
        text, solution, test = release.cells
        assert (text.source, test.source) == (source.cells[0].source, source.cells[2].source)
        assert test.metadata.nbgrader.points == 5
        assert (text.metadata.editable, test.metadata.editable) == (False, False)
        assert "def quadruple(x):" in solution.source
        assert solution.source.count("raise NotImplementedError") == 2
        assert "SOLUTION" not in solution.source


def test_with_the_course_s_own_words_the_release_is_the_stub(released, course):
    words = json.dumps("raise NotImplementedError  # your code here")
    _, release = released(f"{CONFIG}c.ClearSolutions.code_stub = {{'python': {words}}}\n")["english"]
    stub = (course / "exercises" / "01_double" / "double.py").read_text(encoding="utf-8")
    assert stub.endswith("# %%\n" + release.cells[1].source + "\n")
