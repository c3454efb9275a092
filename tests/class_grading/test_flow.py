"""Tasks through an executor that loses some of them: each comes back once, or is given up with a reason."""

from __future__ import annotations

import time
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool

import pytest

from autograder.class_grading import flow
from autograder.class_grading.executors import ExecutorError, LocalExecutor, connected
from autograder.class_grading.flow import Flow, Task
from autograder.class_grading.grade_chunk import ANY_TIER, Job, Worker, WrongWorkerError
from autograder.submission.submission_model import Contents, HandedIn

JOB = Job("run", 1, "en", official=False, key=None, course_sha256="c")


class Scripted:
    """An executor that does what a script says of each call: lose it, break, or answer; beyond the script it answers."""

    slots, tier = 2, ANY_TIER

    def __init__(self, log, script=(), guilty=()):
        self.log, self.script, self.guilty = log, list(script), set(guilty)
        self.broken = None

    def submit(self, _function, job, read):
        assert job.tier == ANY_TIER
        future = Future()
        names = [one.id for one in read]
        self.log.append(names)
        error = self.script.pop(0) if self.script else None
        if self.guilty & set(names):
            error = BrokenProcessPool("killed")
        if isinstance(error, BrokenProcessPool):
            self.broken = error
        error = self.broken or error
        if error is None:
            future.set_result(tuple(one.id.encode() for one in read))
        else:
            future.set_exception(error)
        return future

    def refuse(self, name, what):
        self.log.append(f"refused {name}: {what}")

    def shutdown(self, wait=True, *, cancel_futures=False):  # noqa: ARG002, FBT002 -- as Executor has it
        self.log.append("shut down now" if cancel_futures else "shut down")


def graded(executors, count=10):
    """Grade so many tasks with one executor after the other; give what came back, what was given up and what was told."""
    waiting = list(executors)
    told, lost = [], []
    tasks = (Task(f"s{n}", n, HandedIn(f"s{n}", f"s{n}", "")) for n in range(count))
    run = Flow(
        tasks, JOB, lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0], told.append,
        lambda task, packed: (task.student, packed.decode()), lambda task, reason: lost.append((task.student, reason)),
    )  # fmt: skip
    return [one for one in run.results() if one is not None], lost, told


def test_every_task_comes_back_once():
    log = []
    back, lost, told = graded([Scripted(log)])
    assert sorted(back) == sorted((f"s{n}", f"s{n}") for n in range(10))
    assert (lost, told) == ([], [])
    assert log[-1] == "shut down"


@pytest.mark.parametrize(
    "error", [CancelledError(), OSError("connection lost"), RuntimeError("killed worker"), KeyError("x")]
)
def test_what_was_lost_on_the_way_is_graded_again(error):
    log = []
    back, lost, told = graded([Scripted(log, [None, error]), Scripted(log)])
    assert sorted(back) == sorted((f"s{n}", f"s{n}") for n in range(10))
    assert lost == []
    assert len(told) == 1


def test_the_one_that_ends_processes_is_found_and_the_others_are_graded():
    log = []
    back, lost, told = graded([Scripted(log, guilty=["s3"]) for _ in range(9)])
    assert sorted(back) == sorted((f"s{n}", f"s{n}") for n in range(10) if n != 3)
    assert [student for student, _ in lost] == ["s3"]
    assert "3 times" in lost[0][1].to("en")
    assert told


def test_a_worker_that_differs_is_refused_by_name():
    log = []
    back, lost, _ = graded([Scripted(log, [WrongWorkerError("w1", "course a ≠ b")])])
    assert len(back) == 10
    assert lost == []
    assert "refused w1: course a ≠ b" in log


def test_an_installation_that_changes_under_the_grader_is_said(monkeypatch):
    monkeypatch.delattr(Scripted, "refuse")
    with pytest.raises(ExecutorError) as error:
        graded([Scripted([], [WrongWorkerError("here", "course a ≠ b")])])
    assert "course a ≠ b" in error.value.message.to("en")


def test_where_nothing_comes_back_any_more_it_ends(monkeypatch):
    monkeypatch.setattr(flow, "PATIENCE", 0.0)
    first = Scripted([], [CancelledError()])
    opened = iter([first])

    def executor(_tier):
        try:
            return next(opened)
        except StopIteration:
            raise ExecutorError(flow.LOST(tries=1)) from None

    tasks = iter([Task("s", 0, HandedIn("s", "s", ""))])
    with pytest.raises(ExecutorError):
        list(Flow(tasks, JOB, executor, lambda _: None, lambda *_: 1, lambda *_: 2).results())
    assert first.log[-1] == "shut down now"


def test_while_no_worker_is_there_it_is_said(monkeypatch):
    monkeypatch.setattr(flow, "QUIET", 0.01)

    class Empty(Scripted):
        slots = 0

        def submit(self, _function, _job, read):
            self.waiting, self.answer = Future(), tuple(one.id.encode() for one in read)
            return self.waiting

    executor, told = Empty([]), []

    def tell(what):
        told.append(what.to("en"))
        executor.slots = 1
        executor.waiting.set_result(executor.answer)

    tasks = iter([Task("s", 0, HandedIn("s", "s", ""))])
    assert list(Flow(tasks, JOB, lambda _: executor, tell, lambda *_: 1, lambda *_: 2).results()) == [1]
    assert len(told) == 1
    assert "1 submissions wait" in told[0]


def test_broken_off_it_ends_what_is_running():
    log = []
    tasks = (Task(f"s{n}", n, HandedIn(f"s{n}", f"s{n}", "")) for n in range(10))
    results = Flow(tasks, JOB, lambda _: Scripted(log), lambda _: None, lambda *_: 1, lambda *_: 2).results()
    assert next(results) == 1
    results.close()
    assert log[-1] == "shut down now"


def test_after_a_large_submission_a_chunk_is_closed():
    log = []
    large = Contents((("x.py", b"#" * (flow.CHUNK_BYTES + 1)),))
    tasks = (Task(f"s{n}", n, HandedIn(f"s{n}", f"s{n}", "", large if n == 1 else Contents())) for n in range(4))
    list(Flow(tasks, JOB, lambda _: Scripted(log), lambda _: None, lambda *_: 1, lambda *_: 2).results())
    assert log[:2] == [["s0", "s1"], ["s2", "s3"]]


def test_a_worker_says_in_what_it_differs():
    worker = Worker("w", "c" * 64, "1.0", 3)
    assert worker.differs("c" * 64, "1.0", 3) == worker.differs("c" * 64, "1.0") == ""
    assert "course" in worker.differs("d" * 64, "1.0", 3)
    assert "autograder" in worker.differs("c" * 64, "1.1", 3)
    assert "tier 3 ≠ 2" in worker.differs("c" * 64, "1.0", 2)


@pytest.mark.parametrize("url", ["tcp://x:1", "dask://", "dask:// x", "ray://x", "dask"])
def test_what_is_no_executor_is_said(url):
    with pytest.raises(ExecutorError) as error:
        connected(url)
    assert error.value.wrong_usage


def test_processes_of_this_machine_end_in_the_middle_where_they_are_told_to():
    executor = LocalExecutor(1)
    future = executor.submit(time.sleep, 600)
    while not future.running():
        time.sleep(0.01)
    executor.shutdown(wait=True, cancel_futures=True)
    assert isinstance(future.exception(), BrokenProcessPool)
