"""`autograder release`: a course for nbgrader, laid out and never written over."""

from __future__ import annotations

import json

import pytest

from autograder.course.course import course

NOTEBOOK = "source/backpropagation/05_sigmoid_backward.ipynb"


@pytest.fixture
def laid_out(cli, tmp_path):
    folder = tmp_path / "nbgrader course"
    ran = cli("release", folder)
    assert ran.status == 0, ran.err
    return folder


def test_all_exercises_and_the_quiz_are_there_and_the_next_step_is_said(cli, tmp_path):
    ran = cli("release", tmp_path / "course")
    assert ran.status == 0
    files = {path.relative_to(tmp_path / "course").as_posix() for path in (tmp_path / "course").rglob("*.*")}
    places = ["source/backpropagation/quiz.ipynb"]
    for entry in course().exercises:
        name = f"{entry.number}_{entry.id}"
        places.append(f"source/{name if entry.exercise.extra else 'backpropagation'}/{name}.ipynb")
    assert files == {"nbgrader_config.py", *places}
    assert ran.out.count("wrote ") == len(files)
    commands = [line.strip() for line in ran.out.splitlines() if line.startswith("    ")]
    assert commands == [
        f"cd {tmp_path / 'course'}",
        "nbgrader generate_assignment backpropagation",
        "autograder nbgrader grade . backpropagation",
        "nbgrader generate_feedback backpropagation",
    ]


def test_running_it_again_writes_nothing(cli, laid_out):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in laid_out.rglob("*.*")}
    ran = cli("release", laid_out)
    assert ran.status == 0
    assert "wrote" not in ran.out
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in laid_out.rglob("*.*")} == before


def test_an_instructor_s_edits_stay_and_what_differs_is_said_in_a_line(cli, laid_out):
    notebook = json.loads((laid_out / NOTEBOOK).read_text(encoding="utf-8"))
    notebook["cells"][-1]["metadata"]["nbgrader"]["points"] = 20
    edited = json.dumps(notebook)
    (laid_out / NOTEBOOK).write_text(edited, encoding="utf-8")
    with (laid_out / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write("c.Exchange.root = '/srv/exchange'\n")
    (laid_out / "source/backpropagation/quiz.ipynb").unlink()
    ran = cli("release", laid_out)
    assert ran.status == 1
    said = [line for line in ran.out.splitlines() if "differs" in line]
    assert len(said) == 2
    assert "nbgrader_config.py: it differs from this version of the course in 1 lines" in said[0]
    assert f"{NOTEBOOK}: it differs from this version of the course in the cells sigmoid_backward_test;" in said[1]
    assert (laid_out / NOTEBOOK).read_text(encoding="utf-8") == edited
    assert "/srv/exchange" in (laid_out / "nbgrader_config.py").read_text(encoding="utf-8")
    assert (laid_out / "source/backpropagation/quiz.ipynb").is_file()


def test_it_speaks_portuguese(cli, tmp_path):
    ran = cli("release", tmp_path / "curso", "--lang", "pt-BR")
    assert ran.status == 0
    assert "criado:" in ran.out
    assert "seu código aqui" in (tmp_path / "curso" / "nbgrader_config.py").read_text(encoding="utf-8")
    assert "Sua resposta:" in (tmp_path / "curso/source/backpropagation/quiz.ipynb").read_text(encoding="utf-8")


def test_an_assignment_for_each_exercise(cli, tmp_path):
    ran = cli("release", tmp_path, "--assignment-per-exercise")
    assert ran.status == 0
    assert (tmp_path / "source/05_sigmoid_backward/05_sigmoid_backward.ipynb").is_file()
    assert (tmp_path / "source/quiz/quiz.ipynb").is_file()
    assert cli("release", tmp_path, "--assignment-per-exercise", "--one-assignment").status == 2


def test_a_file_is_no_place_for_a_course(cli, tmp_path, one_line):
    (tmp_path / "file").write_text("")
    ran = cli("release", tmp_path / "file")
    assert ran.status == 2
    assert "name a folder" in one_line(ran)


def test_help_does_not_wait_for_nbgrader(program):
    ran = program("--help", PYTHONPROFILEIMPORTTIME="1")
    assert ran.status == 0
    assert "import time" in ran.err
    assert "nbgrader" not in ran.err
    assert "numpy" not in ran.err


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--solutions", "none"], "holds no solution of 01_derivative_estimates"),
        (["--key", "none"], "there is no such file"),
    ],
)
def test_solutions_that_are_not_there_write_nothing(cli, one_line, tmp_path, option, said):
    ran = cli("release", tmp_path / "course", *option)
    assert (ran.status, said in one_line(ran)) == (2, True)
    assert not (tmp_path / "course").exists()
