"""`autograder explain`: questions about one's own code, after a pass, never graded."""

from __future__ import annotations

import re

import pytest

from autograder.cli import explain

NAME = "05_sigmoid_backward.py"


@pytest.fixture
def passing(cli, tmp_path, solved, monkeypatch):
    monkeypatch.setattr(explain, "fresh_seed", lambda: 5)
    cli("start", tmp_path / "w")
    (tmp_path / "w" / NAME).write_text((solved / "sigmoid_backward.py").read_text())
    return tmp_path / "w"


def test_what_is_wrong_is_said_and_what_is_right_counted(cli, passing):
    first = cli("explain", "05", "--dir", passing, typed="99\n")
    assert (first.status, first.err) == (0, "")
    assert first.out.startswith("About your own code; nothing of it is graded.")
    assert "Which line (05_sigmoid_backward.py) makes what it returns?" in " ".join(first.out.split())
    line = re.search(r"Not so. It is (\d+)\.", first.out)[1]
    assert "\nRight: 0 of 1.\n\nnext: " in first.out
    again = cli("explain", "05", "--dir", passing, "--lang", "pt", typed=f"{line}\nx\n")
    assert (again.status, again.err) == (0, "")
    assert re.search(r"Não é isso. É -?\d+(,\d+)?\.", again.out)
    assert "\nCertas: 1 de 2.\n\n" in again.out


def test_before_a_pass_nothing_is_asked(cli, passing):
    (passing / NAME).write_text("def sigmoid(z):\n    return z\n")
    ran = cli("explain", "05", "--dir", passing, typed="1\n1\n")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.startswith("Questions about your code are asked once it passes, and it does not yet:")
    assert "next: " in ran.out
    assert "Right:" not in ran.out


def test_wrong_usage(cli, tmp_path, passing, one_line):
    for arguments in (("05", "--dir", tmp_path), ("99", "--dir", passing), ("--dir", passing)):
        ran = cli("explain", *arguments)
        assert ran.status == 2
        one_line(ran)
