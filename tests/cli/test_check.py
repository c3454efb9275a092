from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from autograder.cli import check as module
from autograder.course.course import course
from autograder.sandbox.host.sandbox_messages import NOT_STARTED
from autograder.sandbox.host.zygote_client import SandboxError


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
    assert ran.out.count("SyntaxError") == ran.out.count("bracket") == 1
    assert ran.out.count("line 5") == 2  # where it is told, and as the next step
    assert ran.out.index("SyntaxError") < ran.out.index("`sigmoid` was not reached (as above)\n")
    assert "`sigmoid_backward` was not reached (as above)\n" in ran.out
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
    first = course().exercises[0]
    assert f"next: open {first.number}_{first.id}.py " in ran.out
    assert ran.out.endswith(f"autograder check {first.id} --dir {tmp_path}\n")


def test_the_workspace_remembers_its_language(cli, tmp_path):
    cli("start", tmp_path, "--lang", "pt")
    for arguments, portuguese, english in (
        (["check", "01"], "não iniciado", "not started"),
        (["hint", "01", "1"], "Dica 1 de", "Hint 1 of"),
        (["quiz"], "Questão 1 de", "Question 1 of"),
        (["check", "99"], "não existe o exercício", "there is no exercise"),
        (["hint", "01", "x"], "não é um número", "is not a whole number"),
        (["next"], "próximo passo", "next:"),
        (["check", "--help"], "pasta de trabalho", "workspace"),
    ):
        for more, said in (([], portuguese), (["--lang", "en"], english), (["--lang=pt"], portuguese)):
            ran = cli(*arguments, "--dir", tmp_path, *more)
            assert said in ran.out + ran.err, (arguments, more)
        assert portuguese in (ran := cli(arguments[0], f"--dir={tmp_path}", *arguments[1:])).out + ran.err


def test_this_folder_s_language_is_stronger_than_the_environment_s(program, tmp_path):
    (tmp_path / "answers.toml").write_text('lang = "en"\n[answers]\n')
    assert program("hint", "06", "1", cwd=tmp_path, LC_ALL="pt_BR.UTF-8").out.startswith("Hint 1")
    (tmp_path / "answers.toml").write_text('lang = "pt-BR"\n[answers]\n')
    assert program("hint", "06", "1", cwd=tmp_path, LC_ALL="C").out.startswith("Dica 1")


def test_who_grades_chooses_the_language_of_reports(cli, solved):
    (solved / "answers.toml").write_text('lang = "pt-BR"\n[answers]\n')
    out = cli("grade", solved).out
    assert "points" in out
    assert "pontos" not in out


@pytest.mark.parametrize(
    "text",
    ["", "[answers]\n", 'lang = ""\n', 'lang = "fr"\n', "lang = 3\n", "lang = [\n", 'lang = "pt', '[answers]\nlang = "pt-BR"\n',
     '# lang = "pt-BR"\n', 'language = "pt-BR"\n', f'lang = "pt{"_" * 500}"\n'],
)  # fmt: skip
def test_where_no_language_is_remembered_the_environment_s_is_spoken(cli, tmp_path, text):
    (tmp_path / "answers.toml").write_text(text)
    ran = cli("hint", "06", "1", "--dir", tmp_path)
    assert (ran.status, ran.out[:6]) == (0, "Hint 1")


def test_what_cannot_be_read_remembers_nothing(cli, tmp_path):
    (tmp_path / "answers.toml").write_bytes(b"\xff\xfel\0a\0n\0g\0")
    assert cli("hint", "06", "1", "--dir", tmp_path).out.startswith("Hint 1")
    (tmp_path / "answers.toml").unlink()
    (tmp_path / "answers.toml").mkdir()
    assert cli("hint", "06", "1", "--dir", tmp_path).out.startswith("Hint 1")
    (tmp_path / "answers.toml").rmdir()
    os.mkfifo(tmp_path / "answers.toml")  # nobody writes into it: reading it would never end
    assert cli("hint", "06", "1", "--dir", tmp_path).out.startswith("Hint 1")


@pytest.mark.parametrize(
    "text",
    [
        '\ufefflang = "pt-BR"\r\n[answers]\r\n',
        "# a\n\n  lang='pt_BR.UTF-8' # b\n",
        'learner = "ana"\nlang = "pt"\n[answers]\nx = b\n"',
    ],
    ids=["windows", "spaces", "broken below"],
)
def test_the_line_may_look_different(cli, tmp_path, text):
    (tmp_path / "answers.toml").write_bytes(text.encode())
    assert cli("hint", "06", "--dir", tmp_path).out.startswith("Dica 1")


def test_a_language_that_is_none_is_noted_and_nothing_fails(cli, solved):
    (solved / "answers.toml").write_text('lang = "fr"\n[answers]\nslope-of-square-at-3 = "6"\n')
    ran = cli("check", "--dir", solved, "--lang", "en")
    said = " ".join(ran.out.split())
    assert "`lang` names no language of the course" in said
    assert "✓ sigmoid_backward" in said
    (solved / "answers.toml").write_text('lang = "pt-BR"\n[answers]\nslope-of-square-at-3 = "6"\n')
    assert "`lang`" not in cli("check", "--dir", solved, "--lang", "en").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["hint", "06", "--lang", "pt", "2"], "Dica 2 de"), (["hint", "--lang=pt", "06", "2"], "Dica 2 de"),
     (["hint", "06", "2", "--dir", "."], "Hint 2 of"), (["hint", "06", "--", "2"], "Hint 2 of")],
)  # fmt: skip
def test_options_may_stand_anywhere(cli, arguments, said):
    ran = cli(*arguments)
    assert (ran.status, ran.err) == (0, "")
    assert said in ran.out


def test_ids_on_both_sides_of_an_option(cli, solved):
    ran = cli("check", "05", "--dir", solved, "06", "--seed", "3")
    assert (ran.status, ran.err) == (1, "")
    assert "✓ sigmoid_backward" in ran.out
    assert "– linear_backward" in ran.out
    assert "seed 3," in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["check", "05", "--seed", "-1"], "argument --seed: '-1' is not a whole number"), (["check", "05", "--dir"], "argument --dir: expected one argument"),
     (["hint", "06", "--dir", "--lang", "en"], "argument --dir: expected one argument"), (["hint", "06", "2", "3"], "unrecognized arguments: 3"),
     (["quiz", "xor"], "unrecognized arguments: xor"), (["start", "-x"], "unrecognized arguments: -x"), (["check", "-v", "05"], "unrecognized arguments: -v")],
)  # fmt: skip
def test_wrong_usage_is_one_line_that_names_the_command_to_ask(cli, one_line, arguments, said):
    ran = cli(*arguments)
    assert ran.status == 2
    line = one_line(ran)
    assert line.startswith(said)
    assert line.endswith(f"See `autograder {arguments[0]} --help`.")


def test_a_folder_that_may_not_be_opened(cli, one_line, tmp_path, monkeypatch):
    def refused(_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refused)
    monkeypatch.setattr(Path, "exists", refused)
    for arguments in (["check"], ["hint", "06"], ["quiz"]):
        ran = cli(*arguments, "--dir", tmp_path)
        assert (ran.status, one_line(ran)) == (2, f"the folder {tmp_path} cannot be opened: Permission denied")
    ran = cli("start", tmp_path)
    assert ran.status == 2
    assert one_line(ran).endswith("01_derivative_estimates.py cannot be written: Permission denied")


def test_hints_for_another_folder_go_on_there(cli, one_line, tmp_path):
    folder = tmp_path / "my course"
    ran = cli("hint", "06", "--dir", folder)
    assert (ran.status, one_line(ran)) == (2, f"there is no folder {folder}")
    folder.mkdir()
    assert cli("hint", "06", "--dir", folder).out.endswith(
        f"\nOne more:\n  autograder hint linear_backward 2 --dir '{folder}'\n"
    )
    assert f"autograder check chain_rule --dir '{folder}'" in " ".join(
        cli("hint", "06", 99, "--dir", folder).out.split()
    )


def test_a_file_that_only_imports_says_why_it_counts_for_nothing(cli, tmp_path):
    (tmp_path / "sigmoid_backward.py").write_text("from . import work\n")
    ran = cli("check", "sigmoid_backward", "--dir", tmp_path)
    assert ran.status == 1
    assert "the file only imports (`from . import work`)" in " ".join(ran.out.split())


def test_functions_that_run_nowhere_say_where_they_stand(cli, tmp_path):
    body = "    def sigmoid(z):\n        return z\n"
    (tmp_path / "sigmoid_backward.py").write_text(f'if __name__ == "__main__":\n{body}')
    ran = cli("check", "sigmoid_backward", "--dir", tmp_path)
    assert "line 2: `sigmoid` is defined under" in " ".join(ran.out.split())


def test_a_check_of_one_exercise_says_nothing_of_what_counts_for_another(cli, tmp_path, solved, root):
    cli("start", tmp_path / "w")
    shutil.copy(root / "solutions/04_forward_pass/forward_pass.py", tmp_path / "w" / "04_forward_pass.py")
    (tmp_path / "w" / "mine.py").write_text((solved / "sigmoid_backward.py").read_text())
    (tmp_path / "w" / "05_sigmoid_backward.py").unlink()
    assert "mine.py" not in cli("check", "04", "--dir", tmp_path / "w").out
    assert "8/8" in cli("check", "05", "--dir", tmp_path / "w").out
