"""Submissions → chunks → an executor → reports: every slot is kept busy, and what is lost on the way is graded again."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from autograder.class_grading.executors import ExecutorError, Slots
from autograder.class_grading.grade_chunk import Job, WrongWorkerError, grade_chunk
from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.submission.submission_model import HandedIn

A = TypeVar("A")
R = TypeVar("R")

CHUNK = 4  # submissions a task: little is lost with it, and the way there costs little for each
CHUNK_BYTES = 8_000_000  # of submissions a task, where there are several
AHEAD = 2  # tasks for each slot, so that none waits for the store
PATIENCE = 60.0  # seconds in which a store or a cluster that was cut off may come back
QUIET = 30.0  # seconds without a result, after which it is said if nobody works
TRIES = 3  # of a submission that a worker did not bring back

LOST = Text(
    en="the process that graded it ended {tries} times without a reply; that is no fault of the learner's code as far as can be seen: run the same command again, and look at the memory of the machine",
    pt="o processo que a corrigia terminou {tries} vezes sem resposta; até onde se vê, não é culpa do código de quem aprende: execute o mesmo comando de novo e verifique a memória da máquina",
)
NO_WORKER = Text(
    en="no worker is there at the moment: {count} submissions wait for one, and Ctrl-C loses nothing",
    pt="não há nenhum worker no momento: {count} submissões esperam por um, e Ctrl-C não perde nada",
)
CHANGED = Text(
    en="this installation changed while it graded ({what}): run the same command again",
    pt="esta instalação mudou enquanto corrigia ({what}): execute o mesmo comando de novo",
)
RECONNECTED = Text(
    en="the workers were lost ({error}); what they had not brought back is graded again",
    pt="os workers se perderam ({error}); o que eles não tinham devolvido será corrigido de novo",
)


@frozen
class Task(Generic[A]):
    """One submission to grade, and what it is graded for."""

    student: str
    about: A
    read: HandedIn
    tries: int = 0


@dataclass(slots=True)
class Flow(Generic[A, R]):
    """Tasks on their way through an executor, a few at a time; what it loses on the way is graded again."""

    tasks: Iterator[Task[A]]
    job: Job
    opened: Callable[
        [int], Slots
    ]  # opens an executor whose workers have this tier of isolation; raises `ExecutorError`
    told: Callable[[Message], None]
    finished: Callable[[Task[A], bytes], R]  # what is made of a report that came back
    given_up: Callable[[Task[A], Message], R]
    executor: Slots = field(init=False)
    back: deque[tuple[Task[A], ...]] = field(default_factory=deque)  # chunks that must be graded again
    suspects: deque[tuple[Task[A], ...]] = field(default_factory=deque)  # one submission each, while a process was lost
    pending: dict[Future[tuple[bytes, ...]], tuple[Task[A], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the executor."""
        self.executor = self.opened(self.job.tier)
        self.job = replace(self.job, tier=self.executor.tier)

    def results(self) -> Generator[R]:
        """Grade all, and give what was made of each as it comes back.

        Broken off, it ends what is running. Raises `ExecutorError` where the executor is gone for good.
        """
        try:
            yield from self._run()
        except BaseException:
            self.executor.shutdown(wait=False, cancel_futures=True)
            raise
        self.executor.shutdown()

    def _run(self) -> Iterator[R]:
        while True:
            self._fill()
            if not self.pending:
                return
            done, _ = wait(self.pending, timeout=QUIET, return_when=FIRST_COMPLETED)
            if not done and not self.executor.slots:
                self.told(NO_WORKER(count=sum(map(len, self.pending.values()))))
            for future in sorted(done, key=_failed):  # what came back is stored before anything is given up
                chunk = self.pending.pop(future, None)
                if chunk is None:  # lost with the others, and put back with them
                    continue
                yield from self._results(future, chunk)

    def _fill(self) -> None:
        """Keep every slot busy; one that may be what ends processes is graded while nothing else is."""
        while len(self.pending) < max(self.executor.slots, 1) * AHEAD:
            if self.suspects and not self.back:
                if not self.pending:
                    self._submit(self.suspects.popleft())
                return
            chunk = self.back.popleft() if self.back else self._chunk()
            if not chunk:
                return
            self._submit(chunk)

    def _chunk(self) -> tuple[Task[A], ...]:
        chunk: list[Task[A]] = []
        size = 0
        for task in self.tasks:
            chunk.append(task)
            size += task.read.size
            if len(chunk) == CHUNK or size > CHUNK_BYTES:
                break
        return tuple(chunk)

    def _submit(self, chunk: tuple[Task[A], ...]) -> None:
        job, read = self.job, tuple(task.read for task in chunk)
        try:
            future = self.executor.submit(grade_chunk, job, read)
        except (
            BrokenExecutor,
            RuntimeError,
            OSError,
        ) as error:  # broken meanwhile: those that are pending tell it, too
            future = Future()
            future.set_exception(error)
        self.pending[future] = chunk

    def _results(self, future: Future[tuple[bytes, ...]], chunk: tuple[Task[A], ...]) -> Iterator[R]:
        try:
            reports = future.result()
        except WrongWorkerError as error:
            refuse = getattr(self.executor, "refuse", None)
            if refuse is None:
                raise ExecutorError(CHANGED(what=error.what)) from None
            refuse(error.name, error.what)
            yield from self._again(chunk)
        except BrokenExecutor as error:  # a process of this machine ended: one of those that were pending did it
            suspects = [task for one in (chunk, *self.pending.values()) for task in one]
            alone = len(suspects) == 1
            self.pending.clear()
            self._reopen(error)
            for task in suspects:
                yield from self._again((task,), alone=alone, suspects=True)
        except (CancelledError, OSError) as error:  # the scheduler is gone, with all that it was asked for
            self.back.extend([chunk, *self.pending.values()])
            self.pending.clear()
            self._reopen(error)
        except Exception as error:  # noqa: BLE001 -- Dask has a kind of error for each way to lose a worker
            self.told(RECONNECTED(error=one_line(f"{type(error).__name__}: {error}", 120)))
            for task in chunk:
                yield from self._again((task,))
        else:
            for task, packed in zip(chunk, reports, strict=True):
                yield self.finished(task, packed)

    def _again(self, chunk: tuple[Task[A], ...], *, alone: bool = True, suspects: bool = False) -> Iterator[R]:
        """Put a chunk back, with one try fewer where it was lost alone; give up those that had their tries."""
        left = tuple(replace(task, tries=task.tries + alone) for task in chunk)
        for task in left:
            if task.tries >= TRIES:
                yield self.given_up(task, LOST(tries=task.tries))
        left = tuple(task for task in left if task.tries < TRIES)
        if left:
            (self.suspects if suspects else self.back).append(left)

    def _reopen(self, error: BaseException) -> None:
        self.told(RECONNECTED(error=one_line(f"{type(error).__name__}: {error}", 120)))
        with suppress(Exception):
            self.executor.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.executor = self.opened(self.job.tier)
            except ExecutorError as problem:
                if problem.wrong_usage or time.monotonic() > until:
                    raise
                time.sleep(1)
            else:
                return


def _failed(future: Future[tuple[bytes, ...]]) -> bool:
    return future.cancelled() or future.exception() is not None
