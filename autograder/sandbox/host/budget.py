"""The CPU and wall time of one exercise: how much is left, and how much of it a turn may take."""

from __future__ import annotations

from autograder.sandbox.host.deadlines import Watch
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
