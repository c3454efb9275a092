"""The sandbox: sessions for learners' code, all children of one warm process."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from autograder.core.calls import Cell
from autograder.core.report import IsolationReport
from autograder.sandbox.limits import Limits
from autograder.sandbox.lockdown import Settings
from autograder.sandbox.probes import probed
from autograder.sandbox.process import Child, SandboxError, Zygote, ZygoteDied
from autograder.sandbox.session import RemoteSession
from autograder.sandbox.words import CLOSED, NOT_STARTED, TWICE


class Sandbox:
    """Opens sessions; a context manager, safe to use from several threads, each with sessions of its own."""

    def __init__(self, limits: Limits = Limits(), zygote: Zygote | None = None) -> None:  # noqa: B008 -- it is frozen
        """Use a warm process that was started before (and close it in the end), or start one when it is needed."""
        self._limits = limits
        self._zygote = zygote
        self._closed = False
        self._lock = threading.Lock()
        self._probing = threading.Lock()
        self._sessions: set[RemoteSession] = set()
        self._isolation: IsolationReport | None = None

    def __enter__(self) -> Self:
        """Give the sandbox itself."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @contextmanager
    def open(
        self, cells: Sequence[Cell], module: str, cpu_seconds: float, wall_seconds: float
    ) -> Iterator[RemoteSession]:
        """Load the cells as the module `module`, and give a session that calls its functions.

        `cpu_seconds` and `wall_seconds` are for loading and all calls together. Raises SandboxError if no process
        can be started; nothing that the cells do raises.
        """
        session = RemoteSession(self._spawn, cells, module, cpu_seconds, wall_seconds, self._limits)
        with self._lock:
            self._sessions.add(session)
        try:
            yield session
        finally:
            session.close()
            with self._lock:
                self._sessions.discard(session)

    def isolation(self) -> IsolationReport:
        """Say what keeps learners' code apart here, found by trying forbidden acts in a child, once."""
        with self._probing:
            if self._isolation is None:
                self._isolation = probed(self.open, self._limits)
            return self._isolation

    def close(self) -> None:
        """End everything that was started: children, the warm process, sockets."""
        with self._lock:
            self._closed = True
            sessions, zygote = tuple(self._sessions), self._zygote
        for session in sessions:
            session.close()
        if zygote is not None:
            zygote.close()

    def _spawn(self, settings: Settings) -> Child:
        """Fork a child; if the warm process has died, start another one, once."""
        wanted = {"memory": settings.memory, "cpu": settings.cpu, "open_files": settings.open_files}
        for _ in range(2):
            try:
                return self._warm().spawn(wanted)
            except ZygoteDied:
                continue
        raise SandboxError(NOT_STARTED(why=TWICE))

    def _warm(self) -> Zygote:
        with self._lock:
            if self._closed:
                raise SandboxError(CLOSED())
            if self._zygote is None or not self._zygote.alive:
                if self._zygote is not None:
                    self._zygote.close()
                self._zygote = Zygote()
            return self._zygote
