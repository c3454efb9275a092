from __future__ import annotations

import pytest

from autograder.cli import check as module
from autograder.course.catalogue import course
from autograder.sandbox.process import SandboxError
from autograder.sandbox.words import NOT_STARTED


def test_all_that_was_checked_passes(cli, solved):
    ran = cli("check", "05", "--dir", solved)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("ana: 8/8 points\n")
    assert "✓ sigmoid_backward" in ran.out
    assert "\x1b" not in ran.out


def test_what_is_missing_does_not_pass(cli, solved):
    ran = cli("check", "--dir", solved, "--lang", "pt", "--seed", "0")
    assert ran.status == 1
    assert "✓ sigmoid_backward" in ran.out
    assert "– xor_training" in ran.out
    assert "Quiz" in ran.out
    assert "semente 0" in ran.out


@pytest.mark.parametrize(
    "names", [["sigmoid_backward", "05"], ["sigmoid_backward.py"], ["05_sigmoid_backward.ipynb", "5"]]
)
def test_names_of_exercises(cli, solved, names):
    ran = cli("check", *names, "--dir", solved)
    assert ran.status == 0
    assert ran.out.count("sigmoid_backward:") == 1
    assert "xor_training" not in ran.out


def test_answers_are_no_subject_when_exercises_are_named(cli, solved):
    (solved / "answers.toml").write_text('[answers]\nslope-of-square-at-3 = "6"\n')
    ran = cli("check", "05", "--dir", solved)
    assert ran.status == 0
    assert "uiz" not in ran.out
    assert "answers.toml" not in ran.out


def test_one_of_two_does_not_pass(cli, solved):
    ran = cli("check", "05", "06", "--dir", solved)
    assert ran.status == 1
    assert "– linear_backward" in ran.out


def test_a_syntax_error_is_told_with_its_line(cli, solved):
    (solved / "sigmoid_backward.py").write_text(
        "import numpy as np\n\n\ndef sigmoid(z):\n    return (1 / (1 + np.exp(-z))\n"
    )
    ran = cli("check", "05", "--dir", solved)
    assert (ran.status, ran.err) == (1, "")
    assert "SyntaxError" in ran.out
    assert "line 5" in ran.out
    assert "Traceback" not in ran.out


def test_the_seed_draws_the_same_inputs_again(cli, solved):
    (solved / "sigmoid_backward.py").write_text("def sigmoid(z): return z\ndef sigmoid_backward(g, a): return g\n")
    one, again, other = (cli("check", "05", "--dir", solved, "--seed", seed) for seed in (7, "007", 2**53))

    def figures(ran):
        return [line for line in ran.out.splitlines() if not line.startswith("seed ")]

    assert one.status == other.status == 1
    assert figures(one) == figures(again)
    assert figures(one) != figures(other)
    assert f"seed {2**53}, " in other.out


def test_no_workspace(cli, one_line, tmp_path):
    (tmp_path / "file").write_text("")
    for name in ("none", "file", "a\0b"):
        ran = cli("check", "--dir", tmp_path / name)
        assert ran.status == 2
        assert one_line(ran).startswith("there is no folder ")


def test_an_empty_workspace(cli, tmp_path):
    ran = cli("check", "06", "--dir", tmp_path, "--lang", "pt")
    assert (ran.status, ran.err) == (1, "")
    assert "não iniciado" in ran.out


def test_an_unknown_exercise_costs_no_time(cli, one_line, solved):
    ran = cli("check", "05", "sigmoid", "--dir", solved, "--lang", "pt")
    assert ran.status == 2
    assert one_line(ran).startswith("não existe o exercício 'sigmoid' (seria sigmoid_backward?). Existem: ")


def test_where_no_process_can_be_isolated(cli, one_line, solved, monkeypatch):
    def refused(**_):
        raise SandboxError(NOT_STARTED(why="no fork"))

    monkeypatch.setattr(module, "Zygote", refused)
    ran = cli("check", "--dir", solved)
    assert (ran.status, one_line(ran)) == (1, NOT_STARTED(why="no fork").to("en"))


def test_standard_input_is_not_the_learners(program, solved):
    (solved / "sigmoid_backward.py").write_text("def sigmoid(z): return float(input())\n")
    ran = program("check", "05", "--dir", solved, typed=b"1\n" * 50)
    assert ran.status == 1
    assert "EOFError" in ran.out
    assert "Traceback" not in ran.err


def test_the_workspace_is_this_folder_by_default(program, solved):
    ran = program("check", "5", cwd=solved)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("ana: 8/8 points\n")
    assert sorted(path.name for path in solved.iterdir()) == ["sigmoid_backward.py"]


def test_a_fresh_workspace_is_shown_in_few_lines(cli, tmp_path):
    cli("start", tmp_path)
    ran = cli("check", "--dir", tmp_path)
    assert ran.status == 1
    assert ran.out.count("not started") == len(course().exercises)
    assert "answers.toml" not in ran.out
    assert "assed over" not in ran.out
    assert f"next: start {course().exercises[0].id} " in ran.out
