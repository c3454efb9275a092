"""What learners hand in, run once and judged as often as one likes: in both languages, say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from autograder.grading import grade_exercise
from autograder.grading.grade_exercise import in_session
from autograder.sandbox import RemoteSession, Sandbox
from autograder.sandbox.host.batch import Task, Tried


class Once:
    """A sandbox in which each exercise of a submission is run once, whoever asks: what came of it is kept.

    For graders of one seed, while `kept_by_once` is in force.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.kept: dict[object, Any] = {}

    def isolation(self) -> Any:
        return self.sandbox.isolation()

    def open(self, *settings: Any, **more: Any) -> Any:
        return self.sandbox.open(*settings, **more)

    def close(self) -> None:
        self.sandbox.close()

    def batch(self, tasks: Sequence[Task], *settings: Any, **more: Any) -> Tried:
        key = tuple((task.module, task.cells) for task in tasks)
        if key not in self.kept:
            self.kept[key] = self.sandbox.batch(tasks, *settings, **more)
        tried: Tried = self.kept[key]
        return replace(tried, sessions={id_: replace(session) for id_, session in tried.sessions.items()})

    def in_session(self, opened: partial[Any], use: Callable[[RemoteSession], Any]) -> Any:
        cells, module = opened.args[:2]
        key = (tuple(cells), module)
        if key not in self.kept:
            self.kept[key] = in_session(opened, use)
        return self.kept[key]


@contextmanager
def kept_by_once() -> Iterator[None]:
    """Let the pipeline's sessions go through a `Once`, where one stands in the sandbox's place."""

    def by_once(opened: partial[Any], use: Callable[[RemoteSession], Any]) -> Any:
        sandbox = opened.func.__self__  # type: ignore[attr-defined]  # a bound `open`
        return (sandbox.in_session if isinstance(sandbox, Once) else in_session)(opened, use)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grade_exercise, "in_session", by_once)
        yield
