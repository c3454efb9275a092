"""`grade-class` and `replay`: a small class graded for real, and everything that can be wrong with what they are given."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.class_grading import executors, replay
from autograder.class_grading.grade_chunk import ANY_TIER
from autograder.class_grading.store import Store
from autograder.render.page import html_report
from autograder.render.terminal import plain_report

GOOD = """\
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
"""
WRONG = GOOD.replace("output * (1 - output)", "output")
ROSTER = """\
Student,SIS User ID,E-mail
"Silva, Ana",ana,ana@x.org
"Souza, Bia",bia,bia@x.org
"Zamora, Zoë",zoe,zoe@x.org
"""


def lay_class(folder):
    for student, source in (("ana", GOOD), ("bia", WRONG), ("dan", "")):
        (folder / student).mkdir(parents=True)
        (folder / student / "sigmoid_backward.py").write_text(source)
    (folder / "caio.zip").write_bytes(b"PK no archive at all")
    (folder / "notes.txt").write_text("for the teacher\n")
    return folder


class InThisProcess(ThreadPoolExecutor):
    """Grades in this process: its sandbox lasts for all tests. Processes of their own are tested where they are killed."""

    def __init__(self, jobs):
        super().__init__(1)
        self.slots, self.tier = jobs, ANY_TIER


@pytest.fixture(scope="module", autouse=True)
def in_this_process():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(executors, "LocalExecutor", InThisProcess)
        yield


@pytest.fixture(scope="module")
def graded(tmp_path_factory, cli, in_this_process):  # noqa: ARG001 -- it comes first
    """A class graded once, with a roster; tests that change it copy it."""
    root = tmp_path_factory.mktemp("class")
    lay_class(root / "handed-in")
    (root / "roster.csv").write_text(ROSTER)
    return root, cli("grade-class", root / "handed-in", "--roster", root / "roster.csv", "--jobs", 1)


@pytest.fixture
def room(graded, tmp_path):
    """A copy of the graded class, its store and all."""
    root, _ = graded
    shutil.copytree(root, tmp_path / "room")
    return tmp_path / "room"


def table(url):
    with Store(str(url)) as store:
        return {
            record.student.id: [(one.status, one.score, one.why) for one in record.latest.gradings]
            if record.latest
            else None
            for record in store.students()
        }


def test_a_class_is_graded_into_a_store_beside_it(graded):
    root, ran = graded
    assert ran.status == 1  # caio's archive cannot be read
    grades = table(root / "handed-in.grades.db")
    ((status, score, why),) = grades.pop("bia")
    assert (status, 0 < score < 8, why) == ("graded", True, "")
    assert grades == {
        "ana": [("graded", 8, "")],
        "caio": [("ungradable", 0, "")],
        "dan": [("graded", 0, "")],
        "zoe": None,
    }
    assert "[4/4]" in ran.err
    assert "ana: 8/100" in ran.err
    assert "caio: not graded: " in ran.err
    assert "graded: 3; graded before and unchanged: 0; could not be graded: 1" in ran.err
    assert "nothing handed in (1): zoe" in ran.err
    assert "nobody in the roster (2), graded all the same: caio, dan" in ran.err
    assert "passed over, no folder and no archive (1): notes.txt" in ran.err
    assert ran.out == ""


def test_the_seed_is_said_nowhere(graded):
    root, ran = graded
    with Store(str(root / "handed-in.grades.db")) as store:
        seed = str(store.class_run().seed)
        reports = [one.report for one in store.graded_attempts()]
    assert seed not in ran.err
    assert all(str(report.grader.seed) == seed for report in reports)
    assert not any(seed in html_report(report) or seed in plain_report(report) for report in reports)


def test_what_is_graded_is_not_graded_again_and_what_changed_is(room, cli):
    (room / "handed-in" / "bia" / "sigmoid_backward.py").write_text(GOOD)
    (room / "handed-in" / "caio.zip").unlink()
    ran = cli("grade-class", room / "handed-in", "--store", room / "handed-in.grades.db", "--jobs", 1)
    assert ran.status == 0, ran.err
    assert "graded: 1; graded before and unchanged: 2; could not be graded: 0" in ran.err
    with Store(str(room / "handed-in.grades.db")) as store:
        (bia,) = (record for record in store.students() if record.student.id == "bia")
        assert bia.student.name == "Bia Souza"  # the roster of the first run stays
    before, after = (one.counts.score for one in bia.attempts)
    assert before < after == 8


def test_regrading_keeps_the_grade_before_and_the_reason(room, cli):
    command = ["grade-class", room / "handed-in", "--jobs", 1, "--regrade", "ana", "--why", "a power cut"]
    (room / "handed-in" / "caio.zip").unlink()
    ran = cli(*command)
    assert ran.status == 0, ran.err
    assert table(room / "handed-in.grades.db")["ana"] == [("graded", 8, ""), ("graded", 8, "a power cut")]
    refused = cli("grade-class", room / "handed-in", "--regrade", "ana", "nobody", "--why", "x")
    assert refused.status == 2
    assert "nobody" in refused.err
    assert table(room / "handed-in.grades.db")["ana"] == [("graded", 8, ""), ("graded", 8, "a power cut")]


def test_a_replay_agrees_and_stores_nothing(room, cli):
    before = (room / "handed-in.grades.db").read_bytes()
    ran = cli("replay", "--store", room / "handed-in.grades.db", "ana", "--jobs", 1)
    assert (ran.status, ran.out) == (0, "ana: 8, all agrees\n"), ran.err
    assert (room / "handed-in.grades.db").read_bytes() == before


def test_a_replay_finds_moved_files_and_says_where_they_are_not_those_that_were_graded(room, cli):
    with closing(sqlite3.connect(room / "handed-in.grades.db")) as store:
        store.execute("UPDATE class_run SET folder = '/not/here'")
        store.commit()
    gone = cli("replay", "--store", room / "handed-in.grades.db", "ana")
    assert (gone.status, "--dir" in gone.err) == (2, True)
    (room / "handed-in").rename(room / "moved")
    (room / "moved" / "bia" / "sigmoid_backward.py").write_text(GOOD)
    ran = cli("replay", "--store", room / "handed-in.grades.db", "--dir", room / "moved", "bia")
    assert ran.status == 1
    assert "bia: not graded again: the files are not those that were graded" in ran.out


def test_a_replay_tells_each_field_that_differs(room, cli):
    with closing(sqlite3.connect(room / "handed-in.grades.db")) as store:
        ((number, packed),) = store.execute(
            "SELECT grading.id, report FROM grading JOIN attempt ON attempt.id = attempt_id WHERE student_id = 'ana'"
        )
        report = json.loads(zlib.decompress(packed))
        report["score"] = 99
        report["exercises"][4]["checks"][0]["status"] = "failed"
        forged = zlib.compress(json.dumps(report).encode())
        store.execute("UPDATE grading SET report = ? WHERE id = ?", (forged, number))
        store.commit()
    ran = cli("replay", "--store", room / "handed-in.grades.db", "ana", "--jobs", 1)
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert lines[0] == "ana: 99 → 8"
    assert "    score: 99 → 8" in lines
    assert any("exercises[sigmoid_backward].checks[" in line and "status: failed → passed" in line for line in lines)
    assert len(lines) == 3


def test_with_another_version_of_the_course_a_replay_says_whose_score_would_change(room, cli, monkeypatch):
    monkeypatch.setattr(replay, "__version__", "9.9")
    ran = cli("replay", "--store", room / "handed-in.grades.db", "ana", "--jobs", 1)
    assert ran.status == 0, ran.out + ran.err
    assert "another version" in ran.err
    assert "scores that would change: 0" in ran.err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--regrade", "ana"], "--why"),
        (["--why", "x"], "--regrade"),
        (["--executor", "dask://127.0.0.1:1", "--jobs", "2"], "--jobs"),
        (["--executor", "ray://x:1"], "no executor"),
        (["--store", "mysql://x/y"], "no store"),
        (["--key", "no-such-key"], "no such file"),
        (["--roster", "no-such.csv"], "roster"),
        (["--lang", "xx"], "no language"),
        (["--jobs", "0"], "whole number"),
    ],
)
def test_wrong_usage_is_one_clear_line_and_grades_nothing(tmp_path, cli, monkeypatch, more, said):
    monkeypatch.chdir(tmp_path)
    lay_class(tmp_path / "class")
    ran = cli("grade-class", "class", *more)
    assert ran.status == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert len([line for line in ran.err.splitlines() if line]) <= 2


def test_a_class_without_anybody_and_a_folder_of_one_submission_are_said(tmp_path, cli):
    (tmp_path / "empty").mkdir()
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "05_sigmoid_backward.py").write_text(GOOD)
    for folder, said in (("empty", "nobody has handed in"), ("one", "the folder above"), ("none", "no folder")):
        ran = cli("grade-class", tmp_path / folder)
        assert ran.status == 2
        assert said in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "one"]


def test_a_roster_that_does_not_match_is_refused_before_anything_is_stored(tmp_path, cli):
    lay_class(tmp_path / "class")
    (tmp_path / "roster.csv").write_text("id,name\nu1,A. Silva\nu2,B. Souza\n")
    ran = cli("grade-class", tmp_path / "class", "--roster", tmp_path / "roster.csv")
    assert ran.status == 2
    assert "u1, u2" in ran.err
    assert not (tmp_path / "class.grades.db").exists()


def test_stores_that_cannot_be_used_are_one_line(tmp_path, cli):
    lay_class(tmp_path / "class")
    (tmp_path / "notes.txt").write_text("no database. " * 100)
    for url, said in (
        (tmp_path / "notes.txt", "not a store"),
        (tmp_path, "not a store"),
        ("postgresql://ana:s3cret@127.0.0.1:1/x", "cannot be used"),
    ):
        for command in (["grade-class", tmp_path / "class"], ["replay"]):
            ran = cli(*command, "--store", url)
            assert ran.status in (1, 2)
            assert said in ran.err
            assert "s3cret" not in ran.err
            assert len(ran.err.splitlines()) == 1
    ran = cli("replay", "--store", tmp_path / "none.db")
    assert (ran.status, "grade-class" in ran.err) == (2, True)


def test_a_replay_of_nobody_names_who_is_near(graded, cli):
    root, _ = graded
    ran = cli("replay", "--store", root / "handed-in.grades.db", "anna")
    assert ran.status == 2
    assert "ana" in ran.err


def test_a_disk_that_fills_ends_in_one_line_and_what_was_stored_stays(room, cli):
    full = room / "handed-in.grades.db"
    before = table(full)
    for number in range(8):
        (room / "handed-in" / f"new{number}").mkdir()
        (room / "handed-in" / f"new{number}" / "sigmoid_backward.py").write_text(f"{GOOD}# {number}\n")

    def small(connection, _):
        connection.execute(f"PRAGMA max_page_count = {full.stat().st_size // 4096 + 6}")

    event.listen(Engine, "connect", small)
    try:
        ran = cli("grade-class", room / "handed-in", "--store", full, "--jobs", 1)
    finally:
        event.remove(Engine, "connect", small)
    assert ran.status == 1
    assert ran.err.splitlines()[-1].endswith("run the same command again to go on")
    assert "full" in ran.err.splitlines()[-1]
    kept = {student: grades for student, grades in table(full).items() if not student.startswith("new")}
    assert kept == before
    (room / "handed-in" / "caio.zip").unlink()
    again = cli("grade-class", room / "handed-in", "--store", full, "--jobs", 1)
    assert again.status == 0
    assert [grades for student, grades in table(full).items() if student.startswith("new")] == [[("graded", 8, "")]] * 8


@pytest.mark.slow  # a program of its own, with a process of its own to grade in
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(("send", "number"), [(os.killpg, signal.SIGINT), (os.kill, signal.SIGTERM)])
def test_ctrl_c_and_a_time_limit_say_how_to_go_on(tmp_path, environment, send, number):
    lay_class(tmp_path / "class")
    command = [sys.executable, "-m", "autograder", "grade-class", tmp_path / "class", "--jobs", "1"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, env=environment(), text=True, start_new_session=True
    ) as process:
        first = process.stderr.readline()
        send(process.pid, number)
        rest = process.stderr.read()
        assert process.wait(60) == 130, first + rest
    assert "[1/4]" in first
    assert "Traceback" not in rest
    assert "leaked" not in rest
    assert rest.splitlines()[-1].endswith("Run the same command again to go on")
