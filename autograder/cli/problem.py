"""What ends a command early: one clear line and an exit status."""

from __future__ import annotations

from autograder.i18n.language import Message


class Problem(Exception):  # noqa: N818 -- it is what the user is told, not a fault of the program
    """The command cannot do what was asked; `message` is the line that says why."""

    def __init__(self, message: Message, status: int = 2) -> None:
        """Remember the line and the exit status (2: wrong usage)."""
        super().__init__(message.to("en"))
        self.message = message
        self.status = status
