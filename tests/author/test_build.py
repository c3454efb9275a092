from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.author.build import build, make

NAMES = [
    "exercises/01_double/double.ipynb",
    "exercises/01_double/double.py",
    "exercises/01_double/pt-BR/double.ipynb",
    "exercises/01_double/pt-BR/double.py",
    "exercises/quiz/answers.toml",
    "exercises/quiz/pt-BR/answers.toml",
    "exercises/quiz/questions.toml",
    "solutions/answers.toml",
]


def test_every_exercise_becomes_four_files_and_the_quiz_four(course):
    assert sorted(make(course).files) == NAMES


def test_the_same_sources_make_the_same_bytes(course, tmp_path):
    copy = tmp_path / "elsewhere"
    shutil.copytree(course, copy)
    assert make(course).files == make(copy).files


def test_a_stub_is_a_script_in_one_language(course):
    assert (
        make(course).files["exercises/01_double/pt-BR/double.py"].decode()
        == '''\
# %% [markdown]
# # 01 · O dobro
#
# Duas vezes mais.
#
# *Para conferir seu trabalho: `autograder check double`; no notebook, execute a última célula.
# Ela também leva às dicas e, quando passar, a uma solução e a perguntas sobre o seu código.*

# %%
import numpy as np


def double(x):
    """Devolve 2x.

    x: array.
    """
    raise NotImplementedError  # seu código aqui


def quadruple(x):
    """Devolve 4x."""
    raise NotImplementedError  # seu código aqui
'''
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".py")])
def test_a_stub_is_valid_python_and_ends_with_one_newline(course, name):
    text = make(course).files[name].decode()
    ast.parse(text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".ipynb")])
def test_a_notebook_is_valid_and_in_the_form_that_nbformat_writes(course, name):
    text = make(course).files[name].decode()
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert nbformat.writes(notebook) + "\n" == text


def test_a_notebook_s_cells_are_text_solution_and_check(course):
    cells = json.loads(make(course).files["exercises/01_double/double.ipynb"])["cells"]
    marks = {"schema_version": 3, "grade": False, "solution": False, "locked": True, "task": False}
    assert [cell["metadata"] for cell in cells] == [
        {"nbgrader": {**marks, "grade_id": "double_text"}},
        {"nbgrader": {**marks, "grade_id": "double", "solution": True, "locked": False}},
        {"nbgrader": {**marks, "grade_id": "double_test", "grade": True, "points": 5}},
    ]
    assert [cell["id"] for cell in cells] == ["double_text", "double", "double_test"]
    assert "".join(cells[2]["source"]) == 'from autograder import check\n\ncheck("double", globals())'
    assert "autograder check double" in "".join(cells[0]["source"][-2:])


def test_nothing_of_a_solution_is_shipped(course):
    for name, content in make(course).files.items():
        assert b"np.asarray" not in content, name
        assert b"double(double" not in content, name


def test_building_writes_what_differs_and_only_that(course):
    assert list(build(course).written) == NAMES
    again = build(course)
    assert again.ok
    assert (again.written, list(again.unchanged)) == ((), NAMES)
    (course / NAMES[1]).write_text("drifted")
    (course / NAMES[2]).unlink()
    assert build(course).written == (NAMES[1], NAMES[2])
    assert {name: (course / name).read_bytes() for name in NAMES} == make(course).files


def test_building_leaves_nothing_else_behind(course):
    build(course)
    files = [path for top in ("exercises", "solutions") for path in (course / top).rglob("*") if path.is_file()]
    assert len(files) == len(NAMES) + 4


def test_strays_are_named_and_left(course):
    build(course)
    stray = course / "exercises" / "02_gone" / "gone.py"
    stray.parent.mkdir()
    stray.write_text("x = 1")
    (course / "exercises" / "01_double" / ".ipynb_checkpoints").mkdir()
    (course / "exercises" / "01_double" / ".ipynb_checkpoints" / "double.ipynb").write_text("{}")
    result = build(course)
    assert not result.ok
    assert result.stray == ("exercises/02_gone/gone.py",)
    assert stray.exists()


def test_with_a_problem_nothing_is_written_and_every_problem_is_named(course, broken_lines):
    script = course / "solutions" / "01_double" / "double.py"
    script.write_text(
        script.read_text(encoding="utf-8").replace("    [pt-BR]\n    Devolve 4x.\n", ""), encoding="utf-8"
    )
    (course / "solutions" / "quiz" / "derivadas.toml").write_text("[[questions]")
    result = build(course)
    assert not result.ok
    assert not (course / "exercises").exists()
    script_line, quiz_line = broken_lines(list(result.problems))
    assert script_line.startswith(
        "solutions/01_double/double.py: line 31: the docstring of `quadruple` has no line [pt-BR]"
    )
    assert quiz_line.startswith("solutions/quiz: derivadas.toml: this is not valid TOML")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "line 1: this file is missing"),
        (b"x = 1\n\nraise ValueError('no')\n", "line 3: it cannot be loaded: ValueError: no"),
        (b"x = (\n", "line 1: it cannot be loaded: SyntaxError"),
        (b"x = 1\n", "line 1: it defines no EXERCISE"),
        (b"x = 1\n# \xff\n", "line 2: this is not text in UTF-8"),
    ],
)
def test_checks_that_cannot_be_loaded_are_named(course, content, said):
    checks = course / "solutions" / "01_double" / "checks.py"
    if content is None:
        checks.unlink()
    else:
        checks.write_bytes(content)
    (line,) = [problem.line("en") for problem in build(course).problems]
    assert line.startswith(f"solutions/01_double/checks.py: {said}")
    assert not [name for name in make(course).files if "01_double" in name]


def test_a_course_may_be_named_relative_to_here(course, monkeypatch):
    monkeypatch.chdir(course)
    assert list(build(Path()).written) == NAMES
    Path("solutions/01_double/checks.py").write_text("x = 1\nraise ValueError\n")
    (line,) = [problem.line("en") for problem in build(Path()).problems]
    assert line.startswith("solutions/01_double/checks.py: line 2: ")


def test_an_exercise_is_added_by_adding_its_folder(course):
    build(course)
    shutil.copytree(course / "solutions" / "01_double", course / "solutions" / "02_twice")
    folder = course / "solutions" / "02_twice"
    for old, new, text in [("double.py", "twice.py", "grade_id"), ("checks.py", "checks.py", "EXERCISE")]:
        words = (folder / old).read_text(encoding="utf-8")
        assert text in words
        (folder / old).unlink()
        words = words.replace('grade_id="double"', 'grade_id="twice"').replace('id="double"', 'id="twice"')
        (folder / new).write_text(words, encoding="utf-8")
    assert [name for name in build(course).written if "02_twice" not in name] == []
    assert (course / "exercises" / "02_twice" / "pt-BR" / "twice.ipynb").is_file()


def test_progress_counts_up_to_its_total(course):
    seen = []
    build(course, lambda done, total, what: seen.append((done, total, what)))
    assert seen == [(0, 2, "01_double"), (1, 2, "quiz"), (2, 2, "quiz")]
