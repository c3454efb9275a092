"""docs/writing-an-exercise.md, followed word by word, gives an exercise that is built and proved."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from autograder.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "writing-an-exercise.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`(solutions/\S+)`\n\n```\w+\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for block in re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def followed(tmp_path, monkeypatch, capsys):
    """A course of thirteen, in which the guide was followed down to its sixth chapter."""
    solutions = tmp_path / "solutions"
    shutil.copytree(ROOT / "solutions" / "05_sigmoid_backward", solutions / "05_sigmoid_backward")
    (solutions / "13_last").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(COMMANDS[0])[1:]) == 0
    capsys.readouterr()
    (solutions / "13_last").rmdir()
    for name, text in FILES:
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_guide_gives_every_file_that_is_laid_out(followed):
    assert COMMANDS[0] == "autograder author new tanh_backward"
    there = (path for path in (followed / "solutions" / "14_tanh_backward").rglob("*") if path.is_file())
    assert {path.relative_to(followed).as_posix() for path in there} == {name for name, _ in FILES}
    assert not any("TODO" in text for _, text in FILES)


@pytest.mark.usefixtures("followed")
def test_following_the_guide_ends_in_green(capsys):
    for command in COMMANDS[1:3]:
        assert main(shlex.split(command)[1:]) == 0, capsys.readouterr().out
    out = capsys.readouterr().out
    for mistake, check in (("missing_upstream", "backward"), ("clipped", "flat")):
        assert f"14_tanh_backward/mistakes/{mistake}.py: loses just {check}; diagnosis: " in out
    assert out.endswith(" looked at\n")


def test_what_the_guide_calls_right_is_right(followed, lost_by_right_ones):
    assert lost_by_right_ones(followed, "tanh_backward") == {"entry_by_entry.py": ([], [])}


def test_the_guide_imports_nothing_but_the_layer_that_exercises_are_written_with():
    checks = dict(FILES)["solutions/14_tanh_backward/checks.py"]
    assert set(re.findall(r"^(?:from|import) (\S+)", checks, re.MULTILINE)) == {
        "__future__", "functools", "numpy", "autograder.authoring",
    }  # fmt: skip


def test_every_command_of_the_guide_is_one_of_ours():
    from autograder.cli.main import parser

    assert len(COMMANDS) >= 6
    for command in COMMANDS:
        program, *arguments = shlex.split(command)
        assert program == "autograder"
        parser("en").parse_args(arguments)
