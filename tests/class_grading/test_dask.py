"""A class graded by Dask: a real scheduler and real workers, processes on loopback that end with the test."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from tests.class_grading.made_class import final_table, lay_class

pytestmark = [
    pytest.mark.slow,  # a scheduler and workers of their own
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]
STUDENTS = 14


class Cluster:
    """A scheduler on a port of its own, and workers; all are killed in the end."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.processes = []
        self.scheduler = None

    @property
    def url(self):
        return f"dask://127.0.0.1:{self.port}"

    def _start(self, *command, **variables):
        with (self.folder / f"{len(self.processes)}.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "distributed.cli." + command[0], *map(str, command[1:])],
                stdout=log, stderr=log, env=self.environment(**variables), cwd=self.folder, start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def start_scheduler(self):
        self.scheduler = self._start("dask_scheduler", "--host", "127.0.0.1", "--port", self.port, "--no-dashboard")
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.1)
        pytest.fail("the scheduler does not start")

    def start_worker(self, name, **variables):
        return self._start(
            "dask_worker", f"tcp://127.0.0.1:{self.port}", "--nthreads", 1, "--no-nanny", "--no-dashboard", "--name", name,
            "--local-directory", self.folder / name, **variables,
        )  # fmt: skip

    def wait_for(self, count):
        from distributed import Client

        with Client(f"tcp://127.0.0.1:{self.port}", set_as_default=False) as client:
            client.wait_for_workers(count, timeout=180)

    def kill(self, process):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(tmp_path, environment):
    (tmp_path / "cluster").mkdir()
    made = Cluster(tmp_path / "cluster", environment)
    try:
        made.start_scheduler()
        yield made
    finally:
        for process in made.processes:
            made.kill(process)


@contextlib.contextmanager
def grading(cluster, folder, url, environment):
    """Grade a class there; gives its process and the lines that it has said so far."""
    command = [sys.executable, "-m", "autograder", "grade-class", folder, "--store", url, "--executor", cluster.url]
    with subprocess.Popen(list(map(str, command)), stderr=subprocess.PIPE, env=environment(), text=True) as process:
        lines = []
        reader = threading.Thread(target=lambda: lines.extend(iter(process.stderr.readline, "")))
        reader.start()
        try:
            yield process, lines
        finally:
            process.kill()
            reader.join()


def wait_until(holds, lines):
    until = time.monotonic() + 240
    while not holds():
        assert time.monotonic() < until, lines
        time.sleep(0.02)


def test_a_worker_that_is_killed_and_a_scheduler_that_restarts_lose_and_double_nothing(
    cluster, tmp_path, environment, cli
):
    folder = lay_class(tmp_path / "class", STUDENTS)
    assert cli("grade-class", folder, "--store", tmp_path / "here.db", "--jobs", 1).status == 0
    first, _second = cluster.start_worker("w1"), cluster.start_worker("w2")
    cluster.wait_for(2)
    with grading(cluster, folder, tmp_path / "there.db", environment) as (process, lines):
        wait_until(lambda: any("[1/" in line for line in lines), lines)
        cluster.kill(first)
        wait_until(lambda: any("[5/" in line for line in lines), lines)
        cluster.kill(cluster.scheduler)
        cluster.start_scheduler()
        third = cluster.start_worker("w3")
        wait_until(lambda: process.poll() is not None, lines)
        assert process.returncode == 0, lines
        assert third.poll() is None
    assert final_table(str(tmp_path / "there.db")) == final_table(str(tmp_path / "here.db"))
    assert any("graded again" in line for line in lines)


def test_workers_that_would_grade_otherwise_are_refused_by_name(cluster, tmp_path, environment):
    folder = lay_class(tmp_path / "class", 3)
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "sitecustomize.py").write_text("import autograder\nautograder.__version__ = '0.0.1'\n")
    path = os.pathsep.join([str(tmp_path / "older"), environment()["PYTHONPATH"]])
    cluster.start_worker("good")
    cluster.start_worker("older", PYTHONPATH=path)
    cluster.start_worker("weaker", AUTOGRADER_HIGHEST_TIER="1")
    cluster.wait_for(3)
    with grading(cluster, folder, tmp_path / "class.db", environment) as (process, lines):
        wait_until(lambda: process.poll() is not None, lines)
    refused = [line for line in lines if "is refused" in line]
    assert process.returncode == 0, lines
    assert len(refused) == 2
    assert any("autograder 0.0.1 ≠" in line for line in refused)
    assert any("isolation tier 1 ≠" in line for line in refused)
    assert [count for *_, count in final_table(str(tmp_path / "class.db"))] == [1] * 3


def test_where_no_worker_can_be_used_and_where_nobody_answers_it_is_said(cluster, tmp_path, environment):
    folder = lay_class(tmp_path / "class", 1)
    with grading(cluster, folder, tmp_path / "class.db", environment) as (process, lines):
        wait_until(lambda: process.poll() is not None, lines)
    assert process.returncode == 1
    assert "no worker at" in lines[-1]
    cluster.kill(cluster.scheduler)
    with grading(cluster, folder, tmp_path / "class.db", environment) as (process, lines):
        wait_until(lambda: process.poll() is not None, lines)
    assert process.returncode == 1
    assert "no scheduler answers" in lines[-1]
    assert not any("Traceback" in line for line in lines)
