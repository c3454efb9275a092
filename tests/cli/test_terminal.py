"""What a person at a terminal sees: the program runs on a pseudo-terminal of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty")


@pytest.fixture
def on_terminal(environment):
    """Run a command whose streams, or those named, are a terminal; give the exit status and what was shown."""

    def run(*arguments, streams=("stdin", "stdout", "stderr"), **variables):
        ours, theirs = pty.openpty()
        variables = {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30", **variables}
        given = {name: theirs if name in streams else subprocess.PIPE for name in ("stdout", "stderr")}
        stdin = theirs if "stdin" in streams else subprocess.DEVNULL
        command = [sys.executable, "-m", "autograder", *map(str, arguments)]
        started = subprocess.Popen(command, env=environment(**variables), stdin=stdin, **given)
        os.close(theirs)
        shown = bytearray()
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:  # nobody holds the other end any more
                break
            if not chunk:
                break
            shown += chunk
        os.close(ours)
        piped = b"".join(part or b"" for part in started.communicate(timeout=300))
        return started.returncode, shown.decode(), piped.decode()

    return run


COLOUR = re.compile(r"\x1b\[[0-9;]*[1-9][0-9;]*m")


def test_a_report_in_colour_and_a_bar(on_terminal, solved):
    status, shown, _ = on_terminal("grade", solved, "--lang", "pt")
    assert status == 0
    assert "corrigindo" in shown
    assert "━" in shown
    assert COLOUR.search(shown)
    assert "╭" in shown
    assert "Valores da sigmoide" in shown


def test_a_table_in_colour(on_terminal, solved, tmp_path):
    status, shown, _ = on_terminal("grade", solved, tmp_path / "none", "--json", tmp_path / "all.json")
    assert status == 1
    assert COLOUR.search(shown)
    assert "wrote" in shown
    assert "\x1b" not in (tmp_path / "all.json").read_text()


def test_check_is_in_colour_there(on_terminal, solved):
    status, shown, _ = on_terminal("check", "05", "--dir", solved)
    assert status == 0
    assert COLOUR.search(shown)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_no_colour_where_none_is_wanted(on_terminal, solved, variables):
    status, shown, _ = on_terminal("check", "05", "--dir", solved, **variables)
    assert status == 0
    assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|9[0-7]|38;)[0-9;]*m", shown)
    assert "sigmoid_backward" in shown


def test_a_pipe_gets_plain_text_though_there_is_a_terminal(on_terminal, solved):
    status, shown, piped = on_terminal("grade", solved, streams=("stdin", "stderr"))
    assert status == 0
    assert "grading" in shown
    assert "ana: 8/" in piped
    assert "\x1b" not in piped


def test_json_in_a_pipe_and_the_report_on_the_terminal(on_terminal, solved):
    status, shown, piped = on_terminal("grade", solved, "--json", "-", streams=("stderr",))
    assert status == 0
    assert piped.startswith("[\n")
    assert piped.endswith("]\n")
    assert "╭" in shown


def test_a_narrow_terminal(on_terminal, solved):
    status, shown, _ = on_terminal("check", "05", "--dir", solved, COLUMNS="60", NO_COLOR="1")
    assert status == 0
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 60


@pytest.mark.parametrize(("columns", "most"), [("60", 60), ("84", 84), ("200", 88)])
def test_hints_are_as_wide_as_the_terminal_and_no_wider_than_can_be_read(on_terminal, columns, most):
    status, shown, _ = on_terminal("hint", "06", "4", "--lang", "pt", COLUMNS=columns)
    assert status == 0
    assert most - 12 < max(map(len, shown.splitlines())) <= most


def test_a_hint_on_a_narrow_terminal_leaves_its_commands_whole(on_terminal, tmp_path):
    folder = tmp_path / "desk"
    assert on_terminal("start", folder)[0] == 0
    _, shown, _ = on_terminal("hint", "gradient_check", "--dir", folder, COLUMNS="40")
    lines = shown.splitlines()
    typed = [line for line in lines if "autograder" in line]
    assert typed == [f"  autograder hint gradient_check{number} --dir {folder}" for number in ("", " 4")]
    assert max(len(line) for line in lines if line not in typed) <= 40


def test_what_follows_a_solution_is_as_narrow_as_the_terminal(on_terminal, solved, tmp_path):
    folder = tmp_path / "desk"
    assert on_terminal("start", folder)[0] == 0
    (folder / "05_sigmoid_backward.py").write_text((solved / "sigmoid_backward.py").read_text())
    for command in ("solution", "explain"):
        status, shown, _ = on_terminal(command, "05", "--dir", folder, streams=("stdout",), COLUMNS="50", NO_COLOR="1")
        assert status == 0
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
        after = plain[plain.index("next: ") :].splitlines()
        folded = [line for line in after if str(folder) not in line]
        assert len(folded) > 2
        assert max(len(line.rstrip()) for line in folded) <= 50


def test_a_wide_terminal_shows_lines_that_can_be_read(on_terminal, solved):
    (solved / "sigmoid_backward.py").write_text("def sigmoid(z): return z\ndef sigmoid_backward(g, a): return g\n")
    status, shown, _ = on_terminal("check", "05", "--dir", solved, COLUMNS="200", NO_COLOR="1")
    assert status == 1
    plain = re.sub(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x1b]*\x1b\\)", "", shown)
    lines = [line for line in plain.splitlines() if str(solved) not in line]  # what is copied or clicked stays whole
    assert 80 < max(len(line.rstrip()) for line in lines) <= 88
