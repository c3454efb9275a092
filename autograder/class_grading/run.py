"""A class graded: what is due is read, graded by an executor, and stored as it comes back, one transaction each.

Nothing is kept in memory but what is being graded. However the run ends, what was stored is not graded again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, TypeVar

from autograder.class_grading.executors import Slots
from autograder.class_grading.find_submissions import StudentPaths, attempts
from autograder.class_grading.flow import PATIENCE, Flow, Task
from autograder.class_grading.grade_chunk import Job
from autograder.class_grading.open_store import StoreError
from autograder.class_grading.store import Due, Found, Store
from autograder.frozen import frozen
from autograder.grading.pipeline import GRADER_FAILED
from autograder.i18n.language import Message
from autograder.i18n.sanitize import one_line
from autograder.submission.flat_download import Share
from autograder.submission.names import safe_id
from autograder.submission.submission_model import HandedIn

T = TypeVar("T")


@frozen
class Done:
    """What came of one submission: its report, a JSON object, or why there is none."""

    student: str
    report: Mapping[str, Any] | None
    reason: Message | None = None


@dataclass(slots=True)
class Counts:
    """How far a run is; all in submissions but `students`, those not looked at yet."""

    students: int = 0
    due: int = 0
    graded: int = 0
    kept: int = 0  # graded before, by an earlier run or by another grader
    failed: int = 0

    @property
    def total(self) -> int:
        """How many there are, as far as that is known: one for each student not looked at yet."""
        return self.students + self.due + self.kept

    @property
    def done(self) -> int:
        """How many are behind us."""
        return self.graded + self.failed + self.kept


@frozen
class ClassGrading:
    """A run over a class: the store, what is graded with what, and how a submission is read."""

    store: Store
    inputs_id: int
    job: Job
    exercises: Sequence[str]
    handed_in: Callable[[Any], HandedIn]
    executor: Callable[[int], Slots]  # opens one whose workers have this tier of isolation; raises `ExecutorError`
    told: Callable[[Message], None]
    counts: Counts = field(default_factory=Counts)

    def graded(self, students: Sequence[StudentPaths], root: str) -> Generator[Done]:
        """Grade what is due of these students, and give what came of each submission as it is stored.

        Raises `StoreError` and `ExecutorError` where the store or the executor are gone for good; what was stored stays.
        """
        self.counts.students = len(students)
        tasks = self._tasks(students, root)
        yield from Flow(tasks, self.job, self.executor, self.told, self._stored, self._given_up).results()

    def _tasks(self, students: Iterable[StudentPaths], root: str) -> Iterator[Task[Due]]:
        """Read the students one after the other, and give what is due."""
        for student in students:
            found: dict[str, tuple[Found, HandedIn]] = {}
            order: list[Found] = []
            for path, when in attempts(student, self.exercises):
                read = self._read(path, safe_id(student.id), _below(root, path))
                one = Found(read.sha256, read.name, when)
                order.append(one)
                found[read.sha256] = one, read
            due = patiently(lambda: self.store.due(student.id, order, self.inputs_id))  # noqa: B023 -- it is called at once
            self.counts.students -= 1
            self.counts.due += len(due)
            self.counts.kept += len(found) - len({one.sha256 for one in due})
            yield from (Task(student.id, one, found[one.sha256][1]) for one in due)

    def _stored(self, task: Task[Due], packed: bytes) -> Done:
        report = patiently(lambda: self.store.save(task.about, self.inputs_id, packed))
        if report is None:  # another grader was faster, or the task ran twice: there is a grade, and it is kept
            self.counts.due -= 1
            self.counts.kept += 1
            return Done(task.student, None)
        if report["status"] == "graded":
            self.counts.graded += 1
        else:
            self.counts.failed += 1
        return Done(task.student, report)

    def _given_up(self, task: Task[Due], reason: Message) -> Done:
        self.counts.failed += 1
        return Done(task.student, None, reason)

    def _read(self, path: str | Share, id_: str, name: str) -> HandedIn:
        """Read one submission; whatever goes wrong is its own reason, and stops no class."""
        try:
            return replace(self.handed_in(path), id=id_, name=name)
        except Exception as error:  # noqa: BLE001 -- as said above
            what = one_line(f"{type(error).__name__}: {error}")
            return HandedIn(id_, name, sha256(what.encode()).hexdigest(), reason=GRADER_FAILED(error=what))


def patiently(act: Callable[[], T]) -> T:
    """Do something with the store, and again for a while where it was cut off or locked. Raises `StoreError`."""
    until = time.monotonic() + PATIENCE
    pause = 0.1
    while True:
        try:
            return act()
        except StoreError as error:
            if not error.passing or time.monotonic() > until:
                raise
        time.sleep(pause)
        pause = min(2 * pause, 5.0)


def _below(root: str, path: str | Share) -> str:
    """Name a path as it is below the class's folder, for people and for any database."""
    name = str(path)
    name = name[len(root) :].lstrip("/\\") if name.startswith(root) else name
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
