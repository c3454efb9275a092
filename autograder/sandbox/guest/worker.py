"""The learner's process: loads the learner's source, makes the calls it is asked for, sends back what came of them.

Everything here is within the learner's reach, and so is the socket: the grader takes all of it as a claim.
Nothing is imported after the learner's code has started to run.
"""

from __future__ import annotations

import contextlib
import linecache
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import CodeType, MappingProxyType, ModuleType
from typing import Any, NoReturn, TypeAlias

import numpy as np

from autograder.sandbox.guest.captured_output import Sink
from autograder.sandbox.guest.imports import FAILED, Failures, Miss, Placeholder, compiled, loaded_already
from autograder.sandbox.guest.invoke import Caller, Sources, driven_by, raised, said_by, stand_in
from autograder.sandbox.protocol.calls import Cell, Missing, Raised, Value
from autograder.sandbox.protocol.frames import NAME, NAMES, UNDONE, Caps, Live, WireError, pack, receive

CHUNK = 1 << 12  # bytes that are read at once, at least: most questions are smaller
NO_CAPS = Caps(sys.maxsize, sys.maxsize)  # the grader is trusted here, not the other way round


Batch: TypeAlias = Callable[["Link", dict[str, Any]], None]


def serve(reading: int, writing: int, batch: Batch | None = None) -> NoReturn:
    """Load what comes first, then make calls until the grader closes the other end; two descriptors, or one twice.

    If what comes first are whole exercises, they are for `batch`.
    """
    link = Link(reading, writing)
    try:
        fields, _ = link.receive()
        if batch is not None and "exercises" in fields:
            batch(link, fields)
            os._exit(0)
        learner = Learner(link, fields, driven_by(fields["driver"]))
        while True:
            fields, args = link.receive(learner.enliven)
            learner.call(int(fields["n"]), str(fields["function"]), args, str(fields["by"]))
    except OSError:  # the connection is closed
        os._exit(0)
    except BaseException:  # noqa: BLE001 -- whatever a learner's code has done to what is used here
        os._exit(UNDONE)
    finally:
        os._exit(0)  # no handlers at exit, no threads waited for


class Link:
    """Frames to and from the grader, by plain reading and writing: nothing more is allowed here."""

    def __init__(self, reading: int, writing: int) -> None:
        """Use two descriptors, or one twice."""
        self._reading = reading
        self._writing = writing
        self._held = b""
        self._received = b""
        self.caps = NO_CAPS

    def _read(self, size: int) -> bytes:
        while len(self._received) < size:
            try:
                chunk = os.read(self._reading, max(CHUNK, size - len(self._received)))
            except BlockingIOError:  # the learner's code has changed it
                os.set_blocking(self._reading, True)
                continue
            if not chunk:
                os._exit(0)  # the grader has gone
            self._received += chunk
        data, self._received = self._received[:size], self._received[size:]
        return data

    def receive(self, enliven: Any = None) -> tuple[dict[str, Any], list[Value]]:  # noqa: ANN401 -- as in wire
        """Read the next frame; without a grader at the other end, this process is over."""
        return receive(self._read, NO_CAPS, enliven)

    def send(self, fields: dict[str, Any], values: Sequence[object] = (), *, held: bool = False) -> None:
        """Send a frame, after those that were held back; a frame that is `held` waits for the next one."""
        self._held += pack(fields, values, self.caps)
        if held:
            return
        view, self._held = memoryview(self._held), b""
        while view:
            view = view[os.write(self._writing, view) :]


def files_of(module: str, cells: Sequence[Cell]) -> list[str]:
    """Name the cells as Python's tracebacks name files."""
    return [f"<{module}: {cell.label}>" for cell in cells]


class Learner:
    """The learner's code for one exercise."""

    def __init__(
        self,
        link: Link,
        fields: dict[str, Any],
        driver: Mapping[str, Callable[..., object]],
        codes: Mapping[str, CodeType] = MappingProxyType({}),
    ) -> None:
        """Run the cells one after the other in one module; `codes` has what is compiled already, by file."""
        self._link = link
        link.caps = Caps(fields["frame"], fields["header"])
        self._message = int(fields["message"])
        self._number = 0  # of the call that is running; 0 between calls
        self._turn = 0  # how many calls are over
        self._loading = True
        self._sink = Sink(fields["printed"], fields["output"], self._printed_too_much, self._line_printed)
        self._module = ModuleType(fields["module"])
        self._module.__dict__["__builtins__"] = __builtins__
        self._module.__file__ = f"/{fields['module']}.py"  # where the learner's own file would be
        self._module.__package__ = ""
        sys.modules[fields["module"]] = self._module
        cells = [Cell(label, source) for label, source in fields["cells"]]
        files = files_of(fields["module"], cells)
        labels = {file: cell.label if len(cells) > 1 else "" for file, cell in zip(files, cells, strict=True)}
        self._sources = Sources(labels)
        self._codes = codes
        self._failures = Failures()
        sys.modules[FAILED] = self._failures
        self._caller = Caller(vars(self._module), self._sources, self._message, driver)
        for position, (file, cell) in enumerate(zip(files, cells, strict=True)):
            problem = None if position in fields["skip"] else self._run(file, cell.source)
            told = {"is": "cell", "problem": problem and [problem.kind, problem.message, problem.where]}
            self._send(told, held=position == len(cells) - 1)
        missed = [self._missed(miss, files) for miss in self._failures.misses if miss.file in files]
        self._send({"is": "loaded", "names": self._names(), "missed": missed})
        self._loading = False

    def _run(self, file: str, source: str) -> Raised | None:
        source = source.removeprefix("\ufeff")
        # An entry without a time of change is never dropped for lack of a file on disk.
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        self._use_sink()
        try:
            code = self._codes.get(file) or compiled(source, file, loaded_already(sys.modules))
        except SyntaxError as problem:
            where = self._sources.line(file, problem.lineno or 1, problem.text)
            return Raised(type(problem).__name__, str(problem.msg)[: self._message], where)
        except BaseException as problem:  # noqa: BLE001 -- null bytes, or nesting beyond the parser
            return raised(problem, (), self._sources, self._message)
        try:
            exec(code, vars(self._module))  # noqa: S102 -- this is the process made for it
        except BaseException as problem:  # noqa: BLE001 -- exit() at the top level is a problem too
            return self._told(raised(problem, (vars(self._module),), self._sources, self._message))
        return None

    def _missed(self, miss: Miss, files: Sequence[str]) -> list[object]:
        """Describe an import that failed and stopped nothing: in which cell, with what, where."""
        kind, message = type(miss.failed).__name__, said_by(miss.failed, self._message)
        return [files.index(miss.file), kind, message, self._sources.line(miss.file, miss.line)]

    def _told(self, problem: Raised) -> Raised:
        """Add to an unknown name which imports of all names have given none."""
        if problem.kind != "NameError" or not self._failures.stars:
            return problem
        without = "; ".join(dict.fromkeys(map(str, self._failures.stars)))
        return replace(problem, message=f"{problem.message} ({without})"[: self._message])

    def _names(self) -> list[str]:
        """List what can be called, the learner's own first."""
        module = self._module.__name__
        public = [
            (getattr(value, "__module__", None) != module, name[:NAME])
            for name, value in list(vars(self._module).items())
            if type(name) is str and not name.startswith("_") and type(value) is not Placeholder and callable(value)
        ]
        return [name for _, name in sorted(public, key=lambda pair: pair[0] is True)][:NAMES]

    def call(self, number: int, function: str, args: Sequence[object], by: str = "") -> None:
        """Make one call, of the function or of the driver's `by`, and send what came of it."""
        self._number = number
        self._use_sink()
        try:
            outcome = self._caller.call(function, args, by=by)
        except WireError as error:
            self._send({"is": "refused", "n": number, "fault": error.fault})
            return
        finally:
            self._number = 0
            self._turn += 1
        fields: dict[str, Any]
        if isinstance(outcome, Missing):
            self._send({"is": "missing", "n": number})
        elif isinstance(outcome, Raised):
            outcome = self._told(outcome)
            told = {"kind": outcome.kind, "message": outcome.message, "where": outcome.where}
            self._send({"is": "raised", "n": number, **told})
        else:
            fields = {"changed": outcome.changed, "earlier_changed": outcome.earlier_changed}
            fields |= {"is": "returned", "n": number, "warnings": outcome.warnings}
            try:
                self._send(fields, (outcome.value,))
            except WireError as error:
                self._send({"is": "refused", "n": number, "fault": error.fault})

    def enliven(self, live: Live) -> object:
        """Make a generator, or the stand-in for a callback of the call that is about to run."""
        if live.kind == "seeded":
            return np.random.default_rng(live.key)
        turn = self._turn

        def ask(values: tuple[Value, ...]) -> Value:
            if (
                turn != self._turn or not self._number
            ):  # kept for later: nothing is answered after the function returned
                raise ValueError(f"{live.name}() can be used only while the function it was given to is running")
            return self._ask(live, values)

        return stand_in(live.name, ask)

    def _ask(self, live: Live, values: tuple[Value, ...]) -> Value:
        try:
            self._send({"is": "ask", "n": self._number, "key": live.key}, values)
        except WireError as error:
            raise ValueError(f"{live.name}() takes plain numbers and arrays ({error.fault})") from None
        fields, answer = self._link.receive()
        if "error" not in fields:
            return answer[0]
        kind = TypeError if fields["error"] == "TypeError" else ValueError
        raise kind(fields["message"])

    def _send(self, fields: dict[str, Any], values: Sequence[object] = (), *, held: bool = False) -> None:
        self._tell_printed()
        self._link.send(fields, values, held=held)

    def _line_printed(self) -> None:
        """Send what was printed at once, so that it is known even if the call never ends; never between calls."""
        if self._number or self._loading:
            self._tell_printed()

    def _tell_printed(self) -> None:
        text = self._sink.taken()
        if text:
            self._link.send({"is": "printed", "text": text})

    def _use_sink(self) -> None:
        sys.stdout = sys.stderr = self._sink

    def _printed_too_much(self) -> NoReturn:
        with contextlib.suppress(BaseException):
            self._send({"is": "over"})
        os._exit(0)
