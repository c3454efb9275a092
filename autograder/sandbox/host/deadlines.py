"""The time of one exercise and of one turn: how much is left, and the reading and writing that keeps to it."""

from __future__ import annotations

import math
import select
import time
from typing import Literal

from autograder.sandbox.host.zygote_client import Child
from autograder.sandbox.protocol.calls import TimedOut

TRACE = 0.02  # the share of the CPU time left that may pass before the child's clock is read again
SPENT = 0.02  # seconds: what is left when no further turn is worth starting


class Budget:
    """Adds up what the children of one exercise use, one after the other."""

    def __init__(self, cpu_seconds: float, wall_seconds: float) -> None:
        """Have so many seconds of both in all."""
        self.cpu_seconds = cpu_seconds
        self.wall_seconds = wall_seconds
        self._ended = 0.0  # CPU seconds of the children that are gone
        self._live = 0.0  # of the one at hand, when last looked at
        self._since_look = 0.0  # wall seconds of its turns since then
        self._wall_used = 0.0

    @property
    def cpu_used(self) -> float:
        """CPU seconds used so far, as far as looked at."""
        return self._ended + self._live

    @property
    def cpu_left(self) -> float:
        """CPU seconds left."""
        return self.cpu_seconds - self.cpu_used

    @property
    def wall_used(self) -> float:
        """Wall seconds of all turns so far."""
        return self._wall_used

    @property
    def wall_left(self) -> float:
        """Wall seconds left."""
        return self.wall_seconds - self._wall_used

    def spent(self) -> TimedOut | None:
        """Say by which clock the time is over, if it is."""
        if self.cpu_left < SPENT:
            return TimedOut(self.cpu_seconds, "cpu")
        if self.wall_left < SPENT:
            return TimedOut(self.wall_seconds, "wall")
        return None

    def look(self, child: Child) -> None:
        """Read the CPU clock of the child at hand; may raise ZygoteDied."""
        self._live = child.cpu() or self._live
        self._since_look = 0.0

    def watch(self, child: Child, shortest: float) -> Watch:
        """Give a turn half of what is left, and `shortest` wall seconds at least if they are there."""
        if self._since_look > TRACE * self.cpu_left:
            self.look(child)
        wall = min(self.wall_left, max(shortest, self.wall_left / 2))
        return Watch(child, max(self.cpu_left / 2, SPENT), self._live, wall)

    def add_turn(self, seconds: float) -> None:
        """Add the wall seconds of a turn that is over."""
        self._wall_used += seconds
        self._since_look += seconds

    def add_child(self, cpu: float | None) -> None:
        """Add the CPU seconds of a child that is gone; None stands for what was seen of it."""
        self._ended += self._live if cpu is None else cpu
        self._live = self._since_look = 0.0


SHORTEST = 0.001  # seconds of waiting, however little time is left
READING, WRITING = 1, 4  # poll(2)'s own numbers
CHUNK = 1 << 12  # bytes that are read at once, at least: most replies are smaller
LARGE = 1 << 20  # and at most
LOOK = 0.005  # seconds between two looks at the CPU clock, at least
LATE_READS = 64  # of what is there already when time is over


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
        self._late_reads = LATE_READS
        self.received = 0

    def read(self, size: int) -> bytes | bytearray:
        """Read exactly `size` bytes; raises OutOfTime, EOFError if the child closed its end, ConnectionError.

        What is large is read into its place, and so is held once.
        """
        held = self._child.surplus
        if size > LARGE:
            return self._read_large(size, held)
        while len(held) < size:
            self._await()
            try:
                chunk = self._child.connection.recv(max(CHUNK, size - len(held)))
            except BlockingIOError:
                continue
            if not chunk:
                raise EOFError
            held += chunk
        self.received += size
        data = bytes(held[:size])
        del held[:size]
        return data

    def _read_large(self, size: int, held: bytearray) -> bytearray:
        data = bytearray(size)
        there = min(size, len(held))
        data[:there] = held[:there]
        del held[:there]
        with memoryview(data) as view:
            while there < size:
                self._await()
                try:
                    count = self._child.connection.recv_into(view[there : there + LARGE])
                except BlockingIOError:
                    continue
                if not count:
                    raise EOFError
                there += count
        self.received += size
        return data

    def _await(self) -> None:
        """Wait until something is there to be read; raises OutOfTime where nothing came in time."""
        try:
            self._wait(READING)
        except OutOfTime:
            if not self._is_there():
                raise

    def write(self, frame: bytes) -> None:
        """Write a frame; raises as `read`."""
        view = memoryview(frame)
        while view:
            try:
                view = view[self._child.connection.send(view) :]
            except BlockingIOError:
                self._wait(WRITING)

    def _is_there(self) -> bool:
        """Whether something was sent before we looked: on a busy machine that is in time, however late we look."""
        self._late_reads -= 1
        return self._late_reads >= 0 and self._ready(READING, 0.0)

    def _wait(self, event: int) -> None:
        """Wait until something can be read or written, or time has to be looked at again."""
        self._ready(event, self._patience())

    def _ready(self, event: int, seconds: float) -> bool:
        """Wait so many seconds at most, and say whether something can be read or written."""
        if not hasattr(select, "poll"):  # Windows
            waited = [self._child.connection]
            found = select.select(waited if event == READING else [], waited if event == WRITING else [], [], seconds)
            return any(found)
        poll = select.poll()
        poll.register(self._child.connection, event)
        return bool(poll.poll(1e3 * seconds))

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
