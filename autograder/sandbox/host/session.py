"""One exercise of one learner, seen from the grader: loaded in a child, called, ended when it must be."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from autograder.sandbox.host import decode
from autograder.sandbox.host.deadlines import Budget, OutOfTime, Watch
from autograder.sandbox.host.decode import Questions, TooManyQuestions
from autograder.sandbox.host.exit_reasons import Over, PrintedTooMuch, explained
from autograder.sandbox.host.sandbox_messages import CALLBACKS, OUTPUT, SANDBOX_DIED
from autograder.sandbox.host.zygote_client import Child, Ended, ZygoteDied
from autograder.sandbox.protocol.calls import (
    BadQuestion,
    Call,
    Cell,
    CellProblem,
    Crashed,
    Loaded,
    Missing,
    Outcome,
    Rejected,
    TimedOut,
    Value,
)
from autograder.sandbox.protocol.frames import Caps, Fields, Live, WireError, pack, receive
from autograder.sandbox.protocol.isolation import Limits, Settings

PATIENCE = 0.25  # seconds that a child has to end by itself after it closed its connection
HEADER_WEIGHT = 16  # a header takes that many times its size once it is decoded


class RemoteSession:
    """A `Session` whose code runs in a child of the warm process; used by one thread at a time.

    A child that crashed or ran out of time is ended. The next call gets a fresh one, in which the cells are loaded
    again except those that ended a child, as long as the exercise has CPU and wall time left.
    """

    def __init__(
        self,
        spawn: Callable[[Settings], Child],
        cells: Sequence[Cell],
        module: str,
        cpu_seconds: float,
        wall_seconds: float,
        limits: Limits,
        *,
        driver: str = "",
    ) -> None:
        """Start a child and load the driver and the cells; the seconds are for everything from here on."""
        self.lost = False  # whether the warm process died under it: then some outcome is nobody's fault
        self._spawn = spawn
        self._cells = tuple(cells)
        self._driver = driver
        self._module = module
        self._budget = Budget(cpu_seconds, wall_seconds)
        self._limits = limits
        self._caps = Caps(limits.frame, limits.header)
        self._child: Child | None = None
        self._received = 0  # bytes, weighted
        self._printed = ""
        self._callbacks_left = limits.callbacks
        self._calls = 0
        self._closed = False
        self._problems: dict[int, CellProblem] = {}
        self._ended_by: set[int] = set()  # cells that ended a child: they are not run again
        self._names: tuple[str, ...] = ()
        self._missed: tuple[CellProblem, ...] = ()
        try:
            self._start()
        except Over:
            self._close_child()

    @property
    def loaded(self) -> Loaded:
        """What became of loading."""
        problems = tuple(self._problems[position] for position in sorted(self._problems))
        return Loaded(problems, self._names, self._missed)

    @property
    def printed(self) -> str:
        """The beginning of what the learner's code printed so far."""
        return self._printed

    @property
    def cpu_used(self) -> float:
        """CPU seconds of all children of this session so far."""
        if self._child is not None:
            try:
                self._budget.look(self._child)
            except ZygoteDied:
                self._close_child()
        return self._budget.cpu_used

    @property
    def wall_used(self) -> float:
        """Wall seconds in which a child of this session ran, or was waited for."""
        return self._budget.wall_used

    def call(self, call: Call) -> Outcome:
        """Call one function and wait for what comes of it; never raises on the learner's account."""
        try:
            if self._child is None:
                self._start()
            outcome = self._called(call)
        except Over as over:
            return over.outcome
        return decode.missing(call.function, self.loaded) if isinstance(outcome, Missing) else outcome

    def close(self) -> None:
        """End the child; the session is of no use afterwards."""
        self._close_child()
        self._closed = True

    def _start(self) -> None:
        """Start a child and load every cell that has not ended one."""
        while True:
            self._refuse_if_spent()
            settings = Settings(self._limits.memory, self._budget.cpu_left, self._limits.open_files)
            self._child = self._spawn(settings)
            done: list[int] = []
            try:
                self._load(done)
            except Over as over:
                position = min(len(done), len(self._cells) - 1)
                if position < 0 or position in self._ended_by:
                    raise
                self._ended_by.add(position)
                outcome = Crashed(over.outcome.why) if isinstance(over.outcome, Rejected) else over.outcome
                self._problems[position] = CellProblem(self._cells[position].label, outcome)
            else:
                return

    def _load(self, done: list[int]) -> None:
        """Have the cells run; `done` gets the position of each one that is over."""
        limits = asdict(self._limits)
        fields = {name: limits[name] for name in ("output", "printed", "message", "frame", "header")}
        fields["printed"] -= len(self._printed)  # an earlier child may have printed too
        fields |= {"module": self._module, "skip": sorted(self._ended_by), "driver": self._driver}
        fields |= {"cells": [[cell.label, cell.source] for cell in self._cells]}
        with self._turn() as watch:
            watch.write(pack(fields, (), Caps(self._limits.frame, self._limits.frame)))
            for position, cell in enumerate(self._cells):
                reply, _ = self._reply(watch, "cell")
                problem = decode.problem(reply, self._limits)
                if problem is not None:
                    self._problems.setdefault(position, CellProblem(cell.label, problem))
                done.append(position)
            reply, _ = self._reply(watch, "loaded")
            self._names = decode.names(reply)
            self._missed = decode.missed(reply, self._cells, self._limits)

    def _called(self, call: Call) -> Outcome:
        self._refuse_if_spent()
        self._calls += 1
        questions = Questions(self._callbacks_left)
        args = [
            questions.enlivened(
                arg,
                lambda key, callback: Live("callback", key, callback.name),
                lambda seeded: Live("seeded", seeded.seed),
            )
            for arg in call.args
        ]
        frame = pack({"n": self._calls, "function": call.function, "by": call.via_driver}, args, self._caps)
        with self._turn() as watch:
            watch.write(frame)
            while True:
                fields, values = self._reply(watch)
                if fields.get("n") != self._calls:
                    raise WireError("turn")
                if fields.get("is") != "ask":
                    self._callbacks_left -= len(questions.asked)
                    return decode.outcome(fields, values, call.function, len(args), questions.asked, self._limits)
                watch.write(self._answer(questions, fields, values))

    def _answer(self, questions: Questions, fields: Fields, values: Sequence[Value]) -> bytes:
        key: Any = fields.get("key")
        if type(key) is not int or not 0 <= key < len(questions.callbacks):
            raise WireError("malformed")
        try:
            return pack({}, (questions.answer(key, values),), self._caps)
        except BadQuestion as bad:
            return pack({"error": bad.kind, "message": str(bad)}, (), self._caps)
        except WireError as error:  # an answer that does not cross, most likely to a question as large
            text = f"{questions.callbacks[key].name}(): the answer cannot be sent ({error.fault})"
            return pack({"error": "ValueError", "message": text}, (), self._caps)

    def _reply(self, watch: Watch, kind: str | None = None) -> tuple[Fields, list[Value]]:
        """Read the next frame that is no print; of the given kind, if one is given."""
        while True:
            before = watch.received
            fields, values = receive(self._weighed(watch), self._caps)
            self._received += watch.received - before
            match fields.get("is"):
                case "printed":
                    self._printed += decode.text(fields, "text", self._limits.printed - len(self._printed))
                case "over":
                    raise PrintedTooMuch
                case other if kind is None or other == kind:
                    return fields, values
                case _:
                    raise WireError("turn")

    def _weighed(self, watch: Watch) -> Callable[[int], bytes | bytearray]:
        """Give `watch.read`, refusing what is more than a session may send in all."""
        reads = 0

        def read(size: int) -> bytes | bytearray:
            nonlocal reads
            reads += 1
            weight = size * (HEADER_WEIGHT - 1) if reads == 2 else 0  # noqa: PLR2004 -- lengths, header, arrays
            self._received += weight
            if self._received + size > self._limits.received:
                raise WireError("large")
            return watch.read(size)

        return read

    def _refuse_if_spent(self) -> None:
        """End the child for good when the time of the exercise is over."""
        if self._closed:
            raise ValueError("the session is closed")
        over = self._budget.spent()
        if over is not None:
            self._close_child()
            raise Over(over)

    @contextmanager
    def _turn(self) -> Iterator[Watch]:
        """Let the child have its turn: half of the time left; end it if it takes more, or does anything odd."""
        child = self._child
        if child is None:
            raise RuntimeError("a turn needs a child")
        watch: Watch | None = None
        try:
            watch = self._budget.watch(child, self._limits.shortest_call)
            _check_silence(child)
            yield watch
        except OutOfTime as late:
            self._close_child()
            raise Over(TimedOut(late.seconds, late.clock)) from None
        except (EOFError, ConnectionError):
            ended = self._close_child(PATIENCE)
            over = self._died() if ended is None else explained(ended, self._budget)
            raise Over(over) from None
        except PrintedTooMuch:
            self._close_child()
            raise Over(Crashed(OUTPUT(limit=self._limits.output))) from None
        except TooManyQuestions:
            self._close_child()
            raise Over(Crashed(CALLBACKS(limit=self._limits.callbacks))) from None
        except WireError as error:
            self._close_child()
            raise Over(Rejected(decode.why(error.fault, self._limits))) from None
        except ZygoteDied:
            self._close_child()
            raise Over(self._died()) from None
        except BaseException:
            self._close_child()
            raise
        finally:
            if watch is not None:
                self._budget.add_turn(time.monotonic() - watch.started)

    def _close_child(self, patience: float = 0.0) -> Ended | None:
        """End the child, if there is one, and add up its CPU time; None if nobody knows how it ended."""
        child, self._child = self._child, None
        if child is None:
            return None
        try:
            ended = child.end(patience)
        except ZygoteDied:
            ended = None
        self._budget.add_child(None if ended is None else ended.cpu)
        return ended

    def _died(self) -> Crashed:
        self.lost = True
        return Crashed(SANDBOX_DIED())


def _check_silence(child: Child) -> None:
    """Make sure that nothing was sent while no answer was due."""
    if child.surplus:
        raise WireError("turn")
    try:
        waiting = child.connection.recv(1)
    except BlockingIOError:
        return
    if not waiting:
        raise EOFError
    raise WireError("turn")
