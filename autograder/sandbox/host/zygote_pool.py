"""The warm processes of a sandbox: one in use, perhaps its successor, and those whose last sessions are under way."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from autograder.sandbox.host.sandbox_messages import AGAIN, CLOSED, NOT_STARTED
from autograder.sandbox.host.zygote_client import Child, SandboxError, Zygote, ZygoteDied

IN_ADVANCE = 0.75  # of the sessions of one warm process have begun when the next one is started
ATTEMPTS = 4  # at finding a warm process that is alive, and comes up


class WarmProcesses:
    """Gives children; renews the warm process after so many, and replaces one that died. Safe with threads."""

    def __init__(
        self,
        sessions: int,
        highest: int | None,
        zygote: Zygote | None,
        *,
        libraries: tuple[str, ...] = (),
        settled: bool = False,
    ) -> None:
        """Use `zygote` first, if one is given; start others, up to the tier `highest`, for so many sessions each.

        They load `libraries` beside numpy. If the tier is `settled`, they come up at `highest` or not at all.
        """
        self._sessions = sessions
        self._highest = highest
        self._current = zygote
        self._next: Zygote | None = None
        self._retired: list[Zygote] = []
        self._settled = settled  # whether the tier is known
        self._libraries = libraries
        self._closed = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The id of the process in use, as the system knows it."""
        with self._lock:
            return None if self._current is None else self._current.pid

    @property
    def tier(self) -> int | None:
        """The tier that they run at, once that is known."""
        with self._lock:
            if self._current is not None:
                self._settle(self._current)
            return self._highest if self._settled else None

    def spawn(self, settings: dict[str, Any], programs: Mapping[str, bytes] = MappingProxyType({})) -> Child:
        """Fork a child that knows these programs; if the warm process has died, take another one, once. Raises SandboxError."""
        for _ in range(ATTEMPTS):
            zygote = self._held()
            try:
                return zygote.spawn(settings, programs)
            except ZygoteDied:
                continue
        raise SandboxError(NOT_STARTED(why=AGAIN))

    def close(self) -> None:
        """End all of them, with every child."""
        with self._lock:
            self._closed = True
            found = [self._current, self._next, *self._retired]
        for zygote in found:
            if zygote is not None:
                zygote.close()

    def _held(self) -> Zygote:
        """Choose the warm process for one more session, and announce it there."""
        with self._lock:
            if self._closed:
                raise SandboxError(CLOSED())
            if self._current is not None and not self._current.alive:
                self._current.close()
                self._settle(self._current)
                self._current = None
            if self._current is None:
                self._current, self._next = self._next or self._another(), None
            elif self._current.used >= self._sessions:
                self._renew(self._current)
            elif self._next is None and self._current.used >= IN_ADVANCE * self._sessions:
                self._settle(self._current)
                self._next = self._another()
            self._current.hold()
            return self._current

    def _renew(self, old: Zygote) -> None:
        """Put the successor in the place of the old one, as soon as it is ready."""
        self._settle(old)
        if self._next is None or not self._next.alive:
            self._next = self._another()
        if self._next.ready:
            self._current, self._next = self._next, None
            old.retire()
            self._retired = [each for each in self._retired if each.alive] + ([old] if old.alive else [])

    def _settle(self, zygote: Zygote) -> None:
        """Stay at the tier that the first one came up at: what was said of the isolation stays true."""
        if zygote.proven:
            self._highest, self._settled = zygote.tier, True

    def _another(self) -> Zygote:
        return Zygote(self._highest, may_fall=not self._settled, libraries=self._libraries)
