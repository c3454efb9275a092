"""A submission's exercises at once, as a try: one process, one frame there, one frame back for each exercise.

What comes of it is all or nothing. An exercise of which every call returned gives a session that can be judged;
whatever else happens, it gives none, and is asked again in a process of its own. So a batch can cost a second run, and
never a point. Nor can it give one: code that may leave something behind for others in its process does not share one
(`autograder.sandbox.guest.plain_code`).
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, TypeAlias

from autograder.frozen import frozen
from autograder.sandbox.host import decode
from autograder.sandbox.host.deadlines import OutOfTime, Watch
from autograder.sandbox.host.zygote_client import Child, SandboxError, ZygoteDied
from autograder.sandbox.protocol.calls import Argument, Call, Callback, Cell, Loaded, Outcome, Returned, Seeded, Value
from autograder.sandbox.protocol.frames import Caps, Fields, Live, WireError, pack, receive
from autograder.sandbox.protocol.isolation import MEBIBYTE, Limits, Settings

REPLY = Caps(
    MEBIBYTE, MEBIBYTE // 4
)  # of one exercise; those of a submission are held together, right ones take 40 kB at most
NO_CAPS = Caps(1 << 62, 1 << 62)  # of what is ours

Spawn: TypeAlias = Callable[[Settings, Mapping[str, bytes]], Child]


@frozen(eq=False)
class Program:
    """All calls of an exercise in their order, and the frame that tells a warm process of them once."""

    key: str
    calls: tuple[Call, ...]
    frame: bytes


@frozen
class Task:
    """The cells of a submission for one exercise, to be loaded as `module`, and what is to be called."""

    module: str
    cells: tuple[Cell, ...]
    program: Program


@dataclass
class Recorded:
    """A `Session` in which all has happened: every call of a program returned, and in their order they are given."""

    calls: Sequence[Call]
    outcomes: Sequence[Returned]
    loaded: Loaded
    printed: str
    wall_used: float
    lost: bool = False
    _at: int = field(default=0, init=False)

    def call(self, call: Call) -> Outcome:
        """Give what came of the next call, which must be this one; LookupError if it is another."""
        if self._at >= len(self.calls) or self.calls[self._at] is not call:
            raise LookupError
        self._at += 1
        return self.outcomes[self._at - 1]


@dataclass
class Tried:
    """What came of a batch: sessions by module, the modules that must not share a process, and the wall seconds of all of it."""

    sessions: dict[str, Recorded] = field(default_factory=dict)
    alone: list[str] = field(default_factory=list)
    seconds: float = 0.0
    whole: bool = False  # whether there was an answer for each


def program(driver: str, calls: Sequence[Call]) -> Program | None:
    """Write down the calls of an exercise; None if they hand out functions that cannot be told as a text."""
    functions: list[list[object]] = []

    def told(arg: Argument) -> Any:  # noqa: ANN401 -- an argument with its callbacks and seeds replaced
        match arg:
            case Callback(name=name, source=source, shape=shape):
                if not source or shape is None:
                    raise LookupError
                functions.append([name, list(shape), source])
                return Live("callback", len(functions) - 1, name)
            case Seeded(seed=seed):
                return Live("seeded", seed)
            case list() | tuple():
                return type(arg)(map(told, arg))
            case _:
                return arg

    try:
        args = [[told(arg) for arg in call.args] for call in calls]
    except LookupError:
        return None
    fields = {"driver": driver, "calls": [[call.function, call.via_driver] for call in calls], "functions": functions}
    frame = pack(fields, args, NO_CAPS)
    return Program(sha256(frame).hexdigest(), tuple(calls), frame)  # a key that says nothing of exercise or seed


class Batch:
    """One process for some tasks; it is ended by `close` at the latest."""

    def __init__(self, spawn: Spawn, tasks: Sequence[Task], limits: Limits, cpu: float, wall: float) -> None:
        """Have so many seconds, by the CPU's clock and by the wall's, for all of them together."""
        self._spawn = spawn
        self._tasks = tasks
        self._limits = limits
        self._cpu, self._wall = cpu, wall
        self._child: Child | None = None

    def run(self) -> Tried:
        """Try all tasks; what has no answer in the end is asked for otherwise. SandboxError if no process can be started."""
        tried = Tried()
        with contextlib.suppress(OutOfTime, EOFError, ConnectionError, WireError, ZygoteDied):
            try:
                settings = Settings(self._limits.memory, self._cpu, self._limits.open_files)
                self._child = self._spawn(settings, {task.program.key: task.program.frame for task in self._tasks})
                begun = time.monotonic()
                try:
                    self._asked(self._child, tried)
                finally:
                    tried.seconds = time.monotonic() - begun
            finally:
                self.close()
        return tried

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is not None:
            with contextlib.suppress(ZygoteDied, SandboxError):
                child.end()

    def _asked(self, child: Child, tried: Tried) -> None:
        limits = asdict(self._limits)
        fields: Fields = {name: limits[name] for name in ("output", "printed", "message")}
        fields |= {"frame": REPLY.frame, "header": REPLY.header}
        fields["exercises"] = [
            {
                "module": task.module,
                "program": task.program.key,
                "cells": [[cell.label, cell.source] for cell in task.cells],
            }
            for task in self._tasks
        ]
        watch = Watch(child, self._cpu, 0.0, self._wall)
        watch.write(pack(fields, (), NO_CAPS))
        last = watch.started
        for task in self._tasks:
            told, values = receive(watch.read, REPLY)
            last, before = time.monotonic(), last
            if told.get("is") == "alone":
                tried.alone.append(task.module)
            elif told.get("is") == "all":
                tried.sessions[task.module] = _recorded(task, told, values, self._limits, last - before)
        tried.whole = True


def _recorded(task: Task, fields: Fields, values: Sequence[Value], limits: Limits, seconds: float) -> Recorded:
    calls = task.program.calls
    beside: Any = fields.get("beside")
    if len(values) != len(calls) or not isinstance(beside, list) or len(beside) > len(calls):
        raise WireError("malformed")
    outcomes = [Returned(value) for value in values]
    for one in beside:
        match one:
            case [int() as at, changed, earlier_changed, warnings] if type(at) is int and 0 <= at < len(calls):
                told = {"is": "returned", "changed": changed, "earlier_changed": earlier_changed, "warnings": warnings}
                outcome = decode.outcome(told, [values[at]], calls[at].function, len(calls[at].args), (), limits)
                assert isinstance(outcome, Returned)  # noqa: S101 -- that is what is told
                outcomes[at] = outcome
            case _:
                raise WireError("malformed")
    loaded = Loaded((), decode.names(fields), decode.missed(fields, task.cells, limits))
    return Recorded(calls, outcomes, loaded, decode.text(fields, "printed", limits.printed), seconds)
