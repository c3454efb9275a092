"""A run that is killed at any moment: nothing is lost, nothing doubled, nothing goes on without it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.class_grading.made_class import final_table, lay_class

pytestmark = [
    pytest.mark.slow,  # a class graded many times over
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]
STUDENTS = 10


@contextlib.contextmanager
def running(folder, url, environment, *more):
    command = [sys.executable, "-m", "autograder", "grade-class", folder, "--store", url, "--jobs", "2", *more]
    with subprocess.Popen(
        list(map(str, command)), stderr=subprocess.PIPE, env=environment(), text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def of_session(session):
    """Give the processes of a session that are there still, but those that have ended and wait to be noticed."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, _, of = path.read_text().rpartition(")")[2].split()[:4]
            if int(of) == session and state != "Z":
                found.append(path.parent.name)
    return found


def test_killed_at_random_moments_and_resumed_the_table_is_that_of_a_whole_run(tmp_path, environment):
    folder = lay_class(tmp_path / "class", STUDENTS)
    with running(folder, tmp_path / "whole.db", environment) as process:
        whole_err = process.stderr.read()
        assert process.wait() == 0, whole_err
    chance = random.Random(5)
    kills = 0
    for _ in range(60):
        with running(folder, tmp_path / "killed.db", environment) as process:
            wanted = chance.randrange(4)
            for at, _line in enumerate(process.stderr):
                if at >= wanted:
                    time.sleep(chance.random() * 0.05)  # not always right behind a line
                    break
            else:
                assert process.wait() == 0
                break
            process.kill()
            process.wait()
            kills += 1
            until = time.monotonic() + 60
            while Path("/proc").is_dir() and of_session(process.pid) and time.monotonic() < until:
                time.sleep(0.05)
            assert of_session(process.pid) == []  # workers and sandboxes end with the grader that was killed
    else:
        pytest.fail("it never came to an end")
    assert kills >= 2
    assert final_table(str(tmp_path / "killed.db")) == final_table(str(tmp_path / "whole.db"))
    assert [count for *_, count in final_table(str(tmp_path / "killed.db"))] == [1] * STUDENTS


def test_a_worker_that_is_killed_costs_nobody_a_grade(tmp_path, environment):
    folder = lay_class(tmp_path / "class", STUDENTS)
    with running(folder, tmp_path / "class.db", environment) as process:
        first = process.stderr.readline()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        workers = [one for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]
        os.kill(int(workers[0]), signal.SIGKILL)
        rest = process.stderr.read()
        assert process.wait() == 0, first + rest
    assert "were lost" in rest
    assert [count for *_, count in final_table(str(tmp_path / "class.db"))] == [1] * STUDENTS


def test_two_graders_on_one_file_double_nothing(tmp_path, environment):
    folder = lay_class(tmp_path / "class", STUDENTS)
    with (
        running(folder, tmp_path / "class.db", environment) as one,
        running(folder, tmp_path / "class.db", environment) as other,
    ):
        said = []
        reader = threading.Thread(target=lambda: said.append(other.stderr.read()))
        reader.start()
        said.append(one.stderr.read())
        reader.join()
        assert (one.wait(), other.wait()) == (0, 0), said
    assert [count for *_, count in final_table(str(tmp_path / "class.db"))] == [1] * STUDENTS


def test_a_submission_that_changes_while_it_is_read_is_graded_as_it_was_hashed(tmp_path, cli):
    """A file that is written over and over: what is stored is one of the versions, whole, and its grade is that one's."""
    folder = lay_class(tmp_path / "class", 5)
    file = folder / "s0000" / "sigmoid_backward.py"
    right, wrong = file.read_text(), (folder / "s0001" / "sigmoid_backward.py").read_text()
    stop = threading.Event()

    def writing():
        while not stop.is_set():
            for text in (wrong, right):
                replaced = file.with_suffix(".tmp")
                replaced.write_text(text)
                replaced.replace(file)

    thread = threading.Thread(target=writing)
    thread.start()
    try:
        for _ in range(3):
            assert cli("grade-class", folder, "--store", tmp_path / "class.db", "--jobs", 1).status == 0
    finally:
        stop.set()
        thread.join()
    file.write_text(right)
    cli("grade-class", folder, "--store", tmp_path / "class.db", "--jobs", 1)
    assert cli("replay", "--store", tmp_path / "class.db", "s0000").status == 0
    table = {student: score for student, score, *_ in final_table(str(tmp_path / "class.db"))}
    assert table["s0000"] == table["s0004"]
