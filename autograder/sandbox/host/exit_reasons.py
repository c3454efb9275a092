"""How a turn or a whole session ends otherwise than with a reply, and what is said of it."""

from __future__ import annotations

import signal

from autograder.sandbox.host.deadlines import Budget
from autograder.sandbox.host.sandbox_messages import CHANGED, DISCONNECTED, EXITED, signalled
from autograder.sandbox.host.zygote_client import Ended
from autograder.sandbox.protocol.calls import Crashed, Rejected, TimedOut
from autograder.sandbox.protocol.frames import UNDONE


class Over(Exception):  # noqa: N818 -- it says what happened
    """The child is ended, and this is what came of its turn."""

    def __init__(self, outcome: TimedOut | Crashed | Rejected) -> None:
        """Remember it."""
        super().__init__()
        self.outcome = outcome


class PrintedTooMuch(Exception):  # noqa: N818 -- as above
    """The child says that it has reached the limit of its output."""


def explained(ended: Ended, budget: Budget) -> TimedOut | Crashed:
    """Say why a child ended that closed its connection."""
    if ended.killed:
        return Crashed(DISCONNECTED())
    if ended.status == UNDONE:
        return Crashed(CHANGED())
    if ended.status >= 0:
        return Crashed(EXITED(status=ended.status))
    by_limit = -ended.status == getattr(signal, "SIGKILL", None) and budget.cpu_left <= 0
    if by_limit or -ended.status == getattr(signal, "SIGXCPU", 0):
        return TimedOut(budget.cpu_seconds, "cpu")
    return Crashed(signalled(-ended.status))
