"""What a power cut leaves: what was synced to the disk, and of what was not, any part. What was said to be stored is there."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from autograder.class_grading.store import Store
from tests.class_grading.made_class import final_table, made_report, save_report

STUDENTS = 30
STRACE = shutil.which("strace")
SECTOR = 512  # bytes, which a disk writes whole
CUTS = 40
# Stores a grade of each student, and says so of each, as a class's run does; the log is carried over often, not once in 1000 pages.
STORING = """\
import os, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from autograder.class_grading.store import Store
from tests.class_grading.made_class import made_report, save_report

event.listen(Engine, "connect", lambda connection, _: connection.execute("PRAGMA wal_autocheckpoint = 40"))
with Store(sys.argv[1]) as store:
    for number in range(int(sys.argv[2])):
        save_report(store, f"s{number:02}", made_report(f"s{number:02}", number, f"{number:064x}"))
        os.write(1, b"[%d]\\n" % number)
"""
CALL = re.compile(
    r'^(\w+)\((\d+)<([^>]*)>(?:, "((?:\\x[0-9a-f]{2})*)"(\.\.\.)?, \d+(?:, (\d+))?|, (\d+))?\)\s+= (-?\d+)'
)

pytestmark = [
    pytest.mark.slow,  # stores opened and filled many times over
    pytest.mark.skipif(sys.platform != "linux", reason="traces the calls of Linux"),
]


@pytest.fixture
def store(tmp_path):
    """Make a store that nothing is in yet."""
    with Store(str(tmp_path / "class.db"), create=True):
        pass
    return tmp_path / "class.db"


def holds_all_that_was_said(file: Path, said: int) -> None:
    """See that a store is whole, and has one grade of each student that it was said of, and at most of one more."""
    with Store(str(file)):  # as the next run opens it
        pass
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        graded = connection.execute("SELECT student_id FROM attempt JOIN grading ON attempt_id = attempt.id").fetchall()
    assert len({*graded}) == len(graded)  # nothing doubled
    assert {name for (name,) in graded} >= {f"s{number:02}" for number in range(said)}
    assert len(graded) <= said + 1


def gone_on_with(file: Path) -> list[tuple[str, int, str, int]]:
    """Grade the class again, as the run after the power cut does, and give what it came to."""
    with Store(str(file)) as opened:
        for number in range(STUDENTS):
            save_report(opened, f"s{number:02}", made_report(f"s{number:02}", number, f"{number:064x}"))
    return final_table(str(file))


WHOLE = [(f"s{number:02}", number, "graded", 1) for number in range(STUDENTS)]


@pytest.mark.skipif(STRACE is None, reason="no strace here: apt-get install strace")
def test_whatever_of_the_unsynced_is_lost_nothing_is_that_was_said_to_be_stored(store, tmp_path, environment):
    """Every state that a power cut may leave is put together from the calls that were made: synced ones, and any of the rest."""
    before = store.read_bytes()
    traced = subprocess.run(
        [
            str(STRACE), "-y", "-xx", "-s", "70000", "-e", "trace=pwrite64,write,fsync,fdatasync,ftruncate", "-o",
            tmp_path / "calls", sys.executable, "-c", STORING, store, str(STUDENTS),
        ],
        env=environment(), capture_output=True, check=False, text=True,
    )  # fmt: skip
    if "PTRACE" in traced.stderr or "ptrace" in traced.stderr:
        pytest.skip("this machine lets nobody trace calls")
    assert traced.returncode == 0, traced.stderr
    calls = [found for line in (tmp_path / "calls").read_text().splitlines() if (found := CALL.match(line))]
    draw = random.Random(3)
    cuts = {draw.randrange(len(calls)) for _ in range(CUTS)}
    synced = {"class.db": bytearray(before), "class.db-wal": bytearray()}
    pending: dict[str, list[tuple[int, bytes | None]]] = {name: [] for name in synced}
    said, lost = 0, 0
    for at, found in enumerate(calls):
        call, fd, path, text, short, offset, size, _ = found.groups()
        name = Path(_decoded(path)).name
        if at in cuts:
            lost += sum(map(len, pending.values()))
            room = tmp_path / f"cut{at}"
            room.mkdir()
            for file, content in synced.items():
                (room / file).write_bytes(_after_a_cut(content, pending[file], draw))
            holds_all_that_was_said(room / "class.db", said)
            if at % 9 == 0:
                assert gone_on_with(room / "class.db") == WHOLE
        if call == "write" and fd == "1":
            said += 1
        if name not in synced:
            continue
        assert not short
        match call:
            case "pwrite64":
                pending[name].append((int(offset), _bytes(text)))
            case "ftruncate":
                pending[name].append((int(size), None))
            case "fsync" | "fdatasync":
                for place, data in pending[name]:
                    _apply(synced[name], place, data)
                pending[name].clear()
    assert said == STUDENTS
    assert lost > CUTS / 4  # many of the cuts came between a write and its sync


def _decoded(path: str) -> str:
    return _bytes(path).decode() if path.startswith("\\x") else path


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _after_a_cut(content: bytearray, pending: list[tuple[int, bytes | None]], draw: random.Random) -> bytes:
    """Give what a file may be: each sector that was written and not synced is there or is not."""
    left = bytearray(content)
    for place, data in pending:
        if data is None:
            if draw.random() < 0.5:
                _apply(left, place, None)
            continue
        for begin in range(0, len(data), SECTOR):
            if draw.random() < 0.5:
                _apply(left, place + begin, data[begin : begin + SECTOR])
    return bytes(left)


def _apply(content: bytearray, place: int, data: bytes | None) -> None:
    if data is None:
        del content[place:]
        return
    content.extend(bytes(max(0, place + len(data) - len(content))))
    content[place : place + len(data)] = data


def test_copied_at_any_moment_as_a_crash_leaves_it_the_store_is_whole(store, tmp_path, environment):
    """The process is stopped, not asked: what its files are at that moment is what is left if it never goes on."""
    draw = random.Random(4)
    copies = []
    with subprocess.Popen(
        [sys.executable, "-c", STORING, store, str(STUDENTS)], env=environment(), stdout=subprocess.PIPE
    ) as process:
        for number in range(STUDENTS):
            assert process.stdout.readline() == b"[%d]\n" % number
            if draw.random() < 0.5:
                continue
            os.kill(process.pid, signal.SIGSTOP)
            os.waitpid(process.pid, os.WUNTRACED)
            room = tmp_path / f"copy{number}"
            room.mkdir()
            for file in tmp_path.glob("class.db*"):
                if file.suffix != ".db-shm":  # is made anew from the log
                    shutil.copy(file, room)
            os.kill(process.pid, signal.SIGCONT)
            copies.append((number + 1, room / "class.db"))
        assert process.wait() == 0
    assert len(copies) > STUDENTS / 4
    for said, file in copies:
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with Store(str(file)) as opened:
            found = [(one.student.id, len(one.latest.gradings)) for one in opened.students() if one.latest.gradings]
        assert found[:said] == [(f"s{number:02}", 1) for number in range(said)]
        assert gone_on_with(file) == WHOLE
