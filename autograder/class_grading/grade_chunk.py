"""What a worker does: a few submissions graded in a sandbox of its own, and their reports as bytes.

It runs in a process beside the one that keeps the store, or on another machine; it needs no file of the class's.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import threading
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder import __version__
from autograder.course.course import course
from autograder.frozen import frozen
from autograder.grading.pipeline import Grader
from autograder.i18n.language import Lang
from autograder.quiz.parse import Key, parse_questions
from autograder.sandbox import Sandbox
from autograder.submission.submission_model import HandedIn

ANY_TIER = -1


@frozen
class Job:
    """What all submissions of a run are graded with, and what a worker must be for its grades to be the same."""

    id: str  # another run has another
    seed: int
    lang: Lang
    official: bool
    key: Key | None = field(repr=False)
    course_sha256: str
    grader_version: str = __version__
    tier: int = ANY_TIER  # of isolation; ANY_TIER: whatever this machine has


@frozen
class Worker:
    """What a worker is, by its own account."""

    name: str
    course_sha256: str
    grader_version: str
    tier: int

    def differs(self, course_sha256: str, grader_version: str, tier: int = ANY_TIER) -> str:
        """Say in which respects it would grade otherwise than is asked for; "" if in none."""
        told = []
        if self.grader_version != grader_version:
            told.append(f"autograder {self.grader_version} ≠ {grader_version}")
        if self.course_sha256 != course_sha256:
            told.append(f"course {self.course_sha256[:12]} ≠ {course_sha256[:12]}")
        if tier not in (ANY_TIER, self.tier):
            told.append(f"isolation tier {self.tier} ≠ {tier}")
        return ", ".join(told)


class WrongWorkerError(Exception):
    """A worker would grade otherwise than is asked for; it names itself and says in what it differs."""

    def __init__(self, name: str, what: str) -> None:
        """Remember both; they stand in `args`, so that the error can travel."""
        super().__init__(name, what)
        self.name = name
        self.what = what


@dataclass(slots=True)
class _Process:
    """What a process keeps from one chunk to the next: the sandbox, and the grader of the newest job."""

    sandbox: Sandbox | None = None
    job_id: str = ""
    grader: Grader | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


_PROCESS = _Process()


def grade_chunk(job: Job, chunk: Sequence[HandedIn]) -> tuple[bytes, ...]:
    """Grade some submissions one after the other; give each report as it is stored (`packed`).

    Raises `WrongWorkerError` where this process is not what the job asks for.
    """
    grader = _grader(job)
    return tuple(packed(grader.grade(one).to_json()) for one in chunk)


def worker() -> Worker:
    """Say what this process is; its isolation is tried out for that."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    return Worker(name, course().sha256, __version__, _sandbox().isolation().tier)


def packed(report: Mapping[str, Any]) -> bytes:
    """Write a report's JSON object as it travels and is stored: compressed, a fifth of its size."""
    return zlib.compress(json.dumps(report, ensure_ascii=False, separators=(",", ":")).encode())


def _grader(job: Job) -> Grader:
    with _PROCESS.lock:
        if _PROCESS.grader is not None and _PROCESS.job_id == job.id:
            return _PROCESS.grader
    me = worker()
    if what := me.differs(job.course_sha256, job.grader_version, job.tier):
        raise WrongWorkerError(me.name, what)
    grader = Grader(
        course(),
        questions=parse_questions(course().questions),
        sandbox=_sandbox(),
        seed=job.seed,
        lang=job.lang,
        key=job.key,
        official=job.official,
        secret=True,
    )
    with _PROCESS.lock:
        _PROCESS.job_id, _PROCESS.grader = job.id, grader
    return grader


def _sandbox() -> Sandbox:
    with _PROCESS.lock:
        if _PROCESS.sandbox is None:
            _PROCESS.sandbox = Sandbox()
            atexit.register(_PROCESS.sandbox.close)
        return _PROCESS.sandbox
