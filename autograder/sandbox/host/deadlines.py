"""The time that a learner's process has for one turn, and the reading and writing that keeps to it."""

from __future__ import annotations

import math
import select
import time
from typing import Literal

from autograder.sandbox.host.zygote_client import Child

SHORTEST = 0.001  # seconds of waiting, however little time is left
READING, WRITING = 1, 4  # poll(2)'s own numbers
CHUNK = 1 << 12  # bytes that are read at once, at least: most replies are smaller
LARGE = 1 << 20  # and at most
LOOK = 0.005  # seconds between two looks at the CPU clock, at least


class OutOfTime(Exception):  # noqa: N818 -- it says what happened
    """A turn took all the time it had."""

    def __init__(self, seconds: float, clock: Literal["cpu", "wall"]) -> None:
        """Remember how long it had, and by which clock."""
        super().__init__(clock)
        self.seconds = seconds
        self.clock: Literal["cpu", "wall"] = clock


class Watch:
    """Reads from and writes to a child while there is time, by the wall's clock and by the child's own CPU clock.

    The child's clock is read from outside, so nothing in it can stop the watch. It has one thread, and so cannot
    use CPU time faster than the wall's clock goes: until it could have used all, nobody needs to look.
    """

    def __init__(self, child: Child, cpu: float, cpu_before: float, wall: float) -> None:
        """Give `child`, which has used `cpu_before` seconds, `cpu` more of them within `wall` seconds."""
        self._child = child
        self._cpu = cpu
        self._cpu_end = cpu_before + cpu
        self._wall = wall
        self.started = time.monotonic()
        self._look = self.started + cpu
        self.received = 0

    def read(self, size: int) -> bytes:
        """Read exactly `size` bytes; raises OutOfTime, EOFError if the child closed its end, ConnectionError."""
        held = self._child.surplus
        while len(held) < size:
            self._wait(READING)
            try:
                chunk = self._child.connection.recv(min(max(CHUNK, size - len(held)), LARGE))
            except BlockingIOError:
                continue
            if not chunk:
                raise EOFError
            held += chunk
        self.received += size
        data = bytes(held[:size])
        del held[:size]
        return data

    def write(self, frame: bytes) -> None:
        """Write a frame; raises as `read`."""
        view = memoryview(frame)
        while view:
            try:
                view = view[self._child.connection.send(view) :]
            except BlockingIOError:
                self._wait(WRITING)

    def _wait(self, event: int) -> None:
        """Wait until something can be read or written, or time has to be looked at again."""
        if not hasattr(select, "poll"):  # Windows
            waited = [self._child.connection]
            select.select(waited if event == READING else [], waited if event == WRITING else [], [], self._patience())
            return
        poll = select.poll()
        poll.register(self._child.connection, event)
        poll.poll(1e3 * self._patience())

    def _patience(self) -> float:
        """Say how long to wait before time has to be looked at again."""
        now = time.monotonic()
        wall_end = self.started + self._wall
        if now >= wall_end:
            raise OutOfTime(self._wall, "wall")
        if now >= self._look:
            used = self._child.cpu()
            left = math.inf if used is None else self._cpu_end - used
            if left <= 0:
                raise OutOfTime(self._cpu, "cpu")
            self._look = now + max(left, LOOK)
        return max(min(wall_end, self._look) - now, SHORTEST)
