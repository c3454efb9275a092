"""Whole exercises at once: what is called is known before the fork, and one frame tells what came of all of it.

A batch is a try: it tells what every call returned, or that something else came of one of them. Then, and where code
that may leave something behind would have to share the process, the grader asks anew, one call after the other, in a
process of its own.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from types import CodeType
from typing import Any, NamedTuple

import numpy as np

from autograder.sandbox.guest.imports import compiled, loaded_already
from autograder.sandbox.guest.invoke import driven_by
from autograder.sandbox.guest.plain_code import is_plain
from autograder.sandbox.guest.worker import Learner, Link, files_of
from autograder.sandbox.protocol.calls import Cell, Value
from autograder.sandbox.protocol.frames import Caps, Live, WireError, receive

OTHERWISE: dict[str, Any] = {"is": "otherwise"}
NO_CAPS = Caps(1 << 62, 1 << 62)  # what the grader sends


class Function(NamedTuple):
    """A function that is handed to learners' code: its name, the shape of what it takes, and what it computes."""

    name: str
    shape: tuple[int, ...]
    function: Callable[[np.ndarray[Any, Any]], float]


class Program:
    """The calls of an exercise with what they are made with; used once by each process that is forked from here."""

    def __init__(self, frame: bytes) -> None:
        """Read what `autograder.sandbox.host.batch.program` wrote, and run the exercise's driver."""
        fields, args = receive(io.BytesIO(frame).read, NO_CAPS, lambda live: live)
        self.driver: Mapping[str, Callable[..., object]] = driven_by(fields["driver"])
        self.functions = [
            Function(name, tuple(shape), eval(source, {"np": np}))  # noqa: S307 -- a text of the course's authors
            for name, shape, source in fields["functions"]
        ]
        self.calls: list[tuple[str, str, Any]] = [
            (function, by, given) for (function, by), given in zip(fields["calls"], args, strict=True)
        ]
        prepare = self.driver.get("prepare")  # what a driver reads of a call can be read once
        if prepare is not None:
            for _, by, given in self.calls:
                prepare(by, given)


class _OtherwiseError(Exception):
    """Something else came of an exercise than values."""


class _Collected(Link):
    """Takes what a `Learner` sends, and keeps it."""

    def __init__(self) -> None:
        super().__init__(-1, -1)
        self.names: list[str] = []
        self.missed: list[list[object]] = []
        self.printed = ""
        self.values: list[object] = []
        self.remarked: list[list[object]] = []  # what calls did beside returning

    def send(self, fields: dict[str, Any], values: Sequence[object] = (), *, held: bool = False) -> None:
        """Keep what was loaded, printed or returned; nothing else is what was hoped for."""
        del held
        match fields["is"]:
            case "printed":
                self.printed += fields["text"]
            case "cell" if fields["problem"] is None:
                pass
            case "loaded":
                self.names, self.missed = fields["names"], fields["missed"]
            case "returned":
                if fields["changed"] or fields["earlier_changed"] or fields["warnings"]:
                    beside = [list(fields["changed"]), fields["earlier_changed"], list(fields["warnings"])]
                    self.remarked.append([len(self.values), *beside])
                self.values += values
            case _:
                raise _OtherwiseError


def serve_batch(link: Link, fields: dict[str, Any], programs: Mapping[str, Program]) -> None:
    """Answer for each exercise in turn: all of it, "otherwise", or "alone" for what may not share a process."""
    exercises = fields["exercises"]
    codes = [_compiled(one) for one in exercises]  # before any of them runs, so that nothing can meddle with it
    shared = len(exercises) > 1
    plain = [not shared or (code is not None and is_plain(list(code.values()))) for code in codes]
    for one, code, may_share in zip(exercises, codes, plain, strict=True):
        if code is None:
            link.send(OTHERWISE)
        elif not may_share:
            link.send({"is": "alone"})
        else:
            # numpy's error handling is of the context, which is each exercise's own.
            copy_context().run(_answer, link, {**fields, **one}, code, programs[one["program"]])


def _compiled(fields: dict[str, Any]) -> dict[str, CodeType] | None:
    """Compile the cells of an exercise; None if one of them cannot be."""
    cells = [Cell(label, source) for label, source in fields["cells"]]
    present = loaded_already(sys.modules)
    try:
        return {
            file: compiled(cell.source.removeprefix("\ufeff"), file, present)
            for file, cell in zip(files_of(fields["module"], cells), cells, strict=True)
        }
    except Exception:  # noqa: BLE001 -- whatever it is, it is told when the exercise is asked alone
        return None


def _answer(link: Link, fields: dict[str, Any], codes: dict[str, CodeType], program: Program) -> None:
    link.caps = Caps(fields["frame"], fields["header"])
    collected = _Collected()
    try:
        learner = _Batched(collected, fields, program, codes)
        for number, (function, by, args) in enumerate(program.calls, start=1):
            learner.call(number, function, learner.enlivened(args), by)
        told = {"is": "all", "names": collected.names, "missed": collected.missed, "printed": collected.printed}
        found = {**told, "beside": collected.remarked}, collected.values
        link.send(*found if not learner.asked_amiss else (OTHERWISE,))
    except (_OtherwiseError, WireError):
        link.send(OTHERWISE)


class _Batched(Learner):
    """A learner's code whose functions of the course are answered here."""

    def __init__(
        self, collected: _Collected, fields: dict[str, Any], program: Program, codes: Mapping[str, CodeType]
    ) -> None:
        self.asked_amiss = False  # with something that only the grader has an answer for
        self._functions = program.functions
        super().__init__(collected, {**fields, "skip": []}, program.driver, codes)

    def enlivened(self, value: Any) -> Any:  # noqa: ANN401 -- an argument, or a list or tuple of them
        """Put generators and functions in their places."""
        if type(value) is Live:
            return self.enliven(value)
        if type(value) is list or type(value) is tuple:
            return type(value)(map(self.enlivened, value))
        return value

    def _ask(self, live: Live, values: tuple[Value, ...]) -> Value:
        """Answer as the grader would; what it would say of anything but numbers of the right shape, it must say."""
        _, shape, function = self._functions[live.key]
        if len(values) == 1 and type(values[0]) in (float, int, np.ndarray):
            array = np.asarray(values[0])
            if array.dtype.kind in "iuf" and array.shape == shape:
                with np.errstate(all="ignore"):
                    return float(function(array.astype(np.float64)))
        self.asked_amiss = True
        raise ValueError(live.name)
