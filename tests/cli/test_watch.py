"""`watch` in a real terminal (tmux), and the ways in which files are saved."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from autograder.cli.file_events import saved_files
from autograder.cli.progress import listing
from autograder.cli.standing import desk_at
from autograder.cli.watch import _fitting, _rows
from autograder.workspace.progress_file import Checked, Progress

NAME = "05_sigmoid_backward.py"
PATIENCE = 30.0  # seconds after which what is waited for will never come, however slow the machine


def written_in_place(path, text):
    path.write_text(text)


def replaced(path, text):
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text)
    beside.replace(path)


def emptied_first(path, text):
    with path.open("w") as file:
        file.flush()
        time.sleep(0.05)
        file.write(text)


def renamed_with_a_backup(path, text):
    path.replace(path.with_name(f"{path.name}~"))
    path.write_text(text)


SAVES = (written_in_place, replaced, emptied_first, renamed_with_a_backup)


@pytest.mark.parametrize("poll", [False, True])
@pytest.mark.parametrize("save", SAVES)
def test_every_way_of_saving_is_heard(tmp_path, save, poll):
    heard = queue.SimpleQueue()
    path = tmp_path / NAME
    path.write_text("x = 1\n")
    with saved_files(tmp_path, heard.put, poll=poll) as polling:
        assert polling == poll
        (tmp_path / "notes.txt").write_text("no work")
        save(path, "x = 2\n")
        seen = set()
        while path not in seen:
            seen |= heard.get(timeout=PATIENCE)
    assert seen <= {path, tmp_path / f"{NAME}~"}


def test_a_system_that_tells_nothing_is_polled(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.cli.file_events._tried", lambda *_: False)
    heard = queue.SimpleQueue()
    with saved_files(tmp_path, heard.put, poll=False) as polling:
        assert polling
        (tmp_path / NAME).write_text("x = 1\n")
        assert tmp_path / NAME in heard.get(timeout=PATIENCE)


class Terminal:
    """A terminal of tmux in which `watch` runs."""

    def __init__(self, folder: Path, socket: str, *, term: str = "xterm-256color") -> None:
        self.tmux = [shutil.which("tmux") or "tmux", "-L", socket]
        command = f"exec env -u COLUMNS -u LINES TERM={term} {sys.executable} -m autograder watch 05 --dir {folder}; "
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "160", "-y", "40", f"{command}")
        self.run("set-option", "-g", "remain-on-exit", "on")

    def run(self, *arguments: str) -> str:
        ran = subprocess.run([*self.tmux, *arguments], capture_output=True, text=True, check=True)
        return ran.stdout

    def screen(self) -> str:
        return self.run("capture-pane", "-p")

    def shows(self, words: str) -> str:
        begun = time.monotonic()
        while words not in (screen := self.screen()):
            assert time.monotonic() - begun < PATIENCE, f"{words!r} is not on the screen:\n{screen}"
            time.sleep(0.05)
        return screen

    def press(self, key: str) -> None:
        self.run("send-keys", key)

    def close(self) -> None:
        subprocess.run([*self.tmux, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def workspace(cli, tmp_path):
    cli("start", tmp_path)
    return tmp_path


@pytest.fixture
def terminal(workspace, environment, monkeypatch):
    monkeypatch.setattr(os, "environ", environment(LC_ALL="C.UTF-8"))
    made = Terminal(workspace, f"ag-{os.getpid()}")
    yield made
    made.close()


@pytest.mark.slow
def test_a_learner_saves_is_told_and_quits(terminal, workspace, root):
    terminal.shows("0/8 points")
    path = workspace / NAME
    solution = (root / "solutions/05_sigmoid_backward/sigmoid_backward.py").read_text()
    for number, save in enumerate(SAVES):
        save(path, solution.replace("grad_output * ", ""))
        assert "next: " in terminal.shows(f"{NAME}:")
        save(path, solution + f"\n# {number}\n")
        terminal.shows("8/8 points")
    (workspace / "05_sigmoid_backward.py").write_text("def sigmoid(z:\n")
    terminal.shows("0/8 points")
    terminal.press("h")
    terminal.shows("Hint 1 of 3")
    terminal.run("resize-window", "-x", "60", "-y", "30")
    terminal.shows("Hint 1 of 3")  # drawn again, it is the same one
    terminal.press("Up")
    terminal.press("l")
    screen = terminal.shows("points at the last checks")  # a small terminal: both ends of the list can be seen
    assert "next: " in screen
    terminal.run("resize-window", "-x", "60", "-y", "18")
    screen = terminal.shows("more: autograder progress")
    assert "points at the last checks" in screen
    assert "next: " in screen
    terminal.run("resize-window", "-x", "60", "-y", "40")
    terminal.press("n")
    terminal.shows("chain_rule")  # on which it builds
    (workspace / NAME).write_text(solution)
    terminal.shows("8/8 points")
    terminal.press("q")
    terminal.shows("Not watching any more.")


def test_without_a_terminal_lines_come_and_an_interrupt_ends_it(environment, workspace, root):
    command = [sys.executable, "-m", "autograder", "watch", "05", "--dir", str(workspace)]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, env=environment(PYTHONUNBUFFERED="1")
    ) as watch:
        lines = iter(watch.stdout.readline, "")
        assert any("Ctrl-C ends it." in line for line in lines)
        shutil.copy(root / "solutions/05_sigmoid_backward/sigmoid_backward.py", workspace / NAME)
        assert next(line for line in lines if line.startswith("saved: ")) == f"saved: {NAME}\n"
        assert any("8/8 points" in line for line in lines)
        assert any("Ctrl-C ends it." in line for line in lines)
        watch.send_signal(signal.SIGINT)
        rest = watch.stdout.read()
        assert "\x1b" not in rest
        assert watch.wait(PATIENCE) == 0


@pytest.mark.parametrize("columns", [60, 80, 160])
def test_a_list_fits_between_its_heading_and_its_end(workspace, columns):
    """What passed is left out first, then what is far away; never what is at hand, nor what stands around the exercises."""
    at = "chain_rule"
    solved = {"derivative_estimates": Checked(date(2026, 1, 1), "passed", 10, 10, "01_derivative_estimates.py", "", "")}
    desk = desk_at(workspace, Progress())
    standings = [replace(one, state="passed") if one.id in solved else one for one in desk.standings]
    desk = replace(desk, standings=tuple(standings))
    lines = list(listing(desk, workspace, "en", full=False))
    rows = sum(map(partial(_rows, columns=columns), lines))
    assert _fitting(lines, desk, at, rows, columns, "en") == lines
    for room in range(rows - 1, 7, -1):
        fitted = _fitting(lines, desk, at, room, columns, "en")
        assert sum(map(partial(_rows, columns=columns), fitted)) <= room
        assert fitted[:2] == lines[:2]
        assert fitted[-2:] == lines[-2:]
        assert any(at in line for line in fitted)
        assert not any("01 derivative_estimates" in line for line in fitted)
    assert len(_fitting(lines, desk, at, 0, columns, "en")) == len(lines) - 12 + 1
