"""A gradebook in PostgreSQL: a server of the test's own, on loopback, that ends with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.nbgrader.classroom import ASSIGNMENT, GOOD, KEPT, PARTIAL, Room, wrote

pytestmark = [
    pytest.mark.slow,  # a PostgreSQL server of its own
    pytest.mark.skipif(sys.platform == "win32", reason="PostgreSQL as Debian installs it"),
]


def programs():
    """Find PostgreSQL's programs; without them there is nothing to test here, and in CI that is a failure."""
    known = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
    found = shutil.which("initdb", path=os.pathsep.join([*known, os.environ.get("PATH", "")]))
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no PostgreSQL here: apt-get install postgresql")
    return Path(found).parent


@contextmanager
def postgresql():
    """Start a server and give the URL of an empty database; it refuses to run as root, so root gives it another user."""
    bin_ = programs()
    who = {"user": "postgres"} if os.geteuid() == 0 else {}
    base = Path(tempfile.mkdtemp(prefix="gradebook-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program, *options):
        subprocess.run([bin_ / program, *options], cwd="/", check=True, stdout=subprocess.DEVNULL, timeout=300, **who)

    try:
        if who:
            shutil.chown(base, "postgres")
        run("initdb", "--pgdata", base / "data", "--auth", "trust", "--username", "grader", "--no-sync")
        options = f"-p {port} -k {base} -c listen_addresses=127.0.0.1"
        run("pg_ctl", "start", "--wait", "-D", base / "data", "-l", base / "log", "-o", options)
        try:
            yield f"postgresql+psycopg2://grader@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "--wait", "-D", base / "data", "-m", "fast")
    finally:
        shutil.rmtree(base, ignore_errors=True)


def test_a_class_is_graded_into_postgresql(released, tmp_path):
    from nbgrader.api import Gradebook

    with postgresql() as url:
        root = tmp_path / "course"
        shutil.copytree(released.root, root, ignore=shutil.ignore_patterns("gradebook.db", "release"))
        with (root / "nbgrader_config.py").open("a") as config:
            config.write(f'\nc.CourseDirectory.db_url = "{url}"\n')
        room = Room(root)
        made = room.nbgrader("generate_assignment", ASSIGNMENT)
        assert made.status == 0, made.err
        room.hand_in("ana", wrote(GOOD))
        room.hand_in("bia", wrote(PARTIAL))
        assert room.grade().status == 0
        with Gradebook(url, ASSIGNMENT) as book:
            grade = book.find_grade("sigmoid_backward_test", KEPT[0], ASSIGNMENT, "bia")
            assert grade.auto_score == 4
            grade.manual_score = 5
            book.db.commit()
        assert room.grade("--again").status == 0
        exported = room.nbgrader("export", "--to", "scores.csv")
        assert exported.status == 0, exported.err
        rows = [line.split(",") for line in (root / "scores.csv").read_text().splitlines()]
        assert {row[rows[0].index("student_id")]: row[rows[0].index("score")] for row in rows[1:]} == {
            "ana": "8.0",
            "bia": "5.0",
        }
        assert not (root / "gradebook.db").exists()
