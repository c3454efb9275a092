"""The sandbox: sessions for learners' code, all children of one warm process."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

from autograder.sandbox.host.sandbox_messages import CLOSED
from autograder.sandbox.host.session import RemoteSession
from autograder.sandbox.host.zygote_client import Child, SandboxError, Zygote
from autograder.sandbox.host.zygote_pool import WarmProcesses
from autograder.sandbox.protocol import isolation
from autograder.sandbox.protocol.calls import Cell
from autograder.sandbox.protocol.isolation import IsolationReport, Limits, Settings

if TYPE_CHECKING:
    from autograder.sandbox.host.batch import Batch, Task, Tried
    from autograder.sandbox.host.spawn_client import Spawner


class Sandbox:
    """Opens sessions; a context manager, safe to use from several threads, each with sessions of its own."""

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008 -- it is frozen
        zygote: Zygote | None = None,
        highest: int | None = None,
    ) -> None:
        """Use a warm process that was started before (and close it in the end), or start one when it is needed.

        `highest` is the tier of isolation to go for, see `autograder.sandbox.protocol.isolation`; by default as high as it gets.
        """
        self._limits = limits
        self._highest = highest
        first = WarmProcesses(limits.sessions_per_zygote, highest, zygote) if isolation.forks() else _spawner(())
        self._warm: dict[tuple[str, ...], WarmProcesses | Spawner] = {(): first}
        self._closed = False
        self._lock = threading.Lock()
        self._probing = threading.Lock()
        self._sessions: set[RemoteSession | Batch] = set()
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
        self,
        cells: Sequence[Cell],
        module: str,
        cpu_seconds: float,
        wall_seconds: float,
        *,
        driver: str = "",
        libraries: tuple[str, ...] = (),
    ) -> Iterator[RemoteSession]:
        """Load the cells as the module `module`, and give a session that calls its functions.

        `driver` is the source of the exercise's driver, if it has one; `libraries` are loaded beside numpy, in a warm
        process of their own. `cpu_seconds` and `wall_seconds` are for loading and all calls together. If the warm process
        dies meanwhile, which is nobody's fault as far as anybody can know, the session is `lost`: what it was used for is
        worth doing once more. Raises SandboxError if no process can be started; nothing that the cells do raises.
        """
        session = RemoteSession(
            partial(self._spawn, libraries),
            cells,
            module,
            cpu_seconds,
            wall_seconds,
            self._limits,
            driver=driver,
        )
        with self._lock:
            self._sessions.add(session)
        try:
            yield session
        finally:
            session.close()
            with self._lock:
                self._sessions.discard(session)

    def batch(
        self, tasks: Sequence[Task], cpu_seconds: float, wall_seconds: float, *, libraries: tuple[str, ...] = ()
    ) -> Tried:
        """Try several exercises of one submission in one process, within so many seconds for all of them together.

        Where processes are not forked there is nothing to be won, and nothing is tried. Raises SandboxError.
        """
        from autograder.sandbox.host.batch import Batch, Tried  # a learner's own check makes none

        if not isolation.forks():
            return Tried()
        batch = Batch(partial(self._spawn, libraries), tasks, self._limits, cpu_seconds, wall_seconds)
        with self._lock:
            self._sessions.add(batch)
        try:
            return batch.run()
        finally:
            with self._lock:
                self._sessions.discard(batch)

    def isolation(self) -> IsolationReport:
        """Say what keeps learners' code apart here, found by trying forbidden acts in a child, once."""
        with self._probing:
            if self._isolation is None:
                from autograder.sandbox.host.probes import probed  # a learner's own check never probes

                self._isolation = probed(self.open, self._limits)
            return self._isolation

    def close(self) -> None:
        """End everything that was started: children, warm processes, sockets."""
        with self._lock:
            self._closed = True
            sessions, warm = tuple(self._sessions), tuple(self._warm.values())
        for session in sessions:
            session.close()
        for each in warm:
            each.close()

    def _spawn(
        self, libraries: tuple[str, ...], settings: Settings, programs: Mapping[str, bytes] = MappingProxyType({})
    ) -> Child:
        with self._lock:
            if self._closed:
                raise SandboxError(CLOSED())
            if libraries not in self._warm:
                self._warm[libraries] = self._more(libraries)
            warm = self._warm[libraries]
        return warm.spawn(asdict(settings), programs)

    def _more(self, libraries: tuple[str, ...]) -> WarmProcesses | Spawner:
        if not isolation.forks():
            return _spawner(libraries)
        # What was said of the isolation is true of these, too: they come up at that tier or not at all.
        tier = self._warm[()].tier
        highest = self._highest if tier is None else tier
        sessions = self._limits.sessions_per_zygote
        return WarmProcesses(sessions, highest, None, libraries=libraries, settled=tier is not None)


def _spawner(libraries: tuple[str, ...]) -> Spawner:
    from autograder.sandbox.host.spawn_client import Spawner  # only where there is no fork

    return Spawner(libraries)
