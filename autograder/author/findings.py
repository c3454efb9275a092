"""What the course check says: one thing proved or broken, with the file it is about."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.course.exercise_folder import SourceError
from autograder.i18n.language import Lang, Message


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing proved (`ok`) or broken; `file` is a path from the course's root, which `message` does not repeat."""

    ok: bool
    file: str
    message: Message

    def line(self, lang: Lang) -> str:
        """Say it with its file, in one line."""
        return f"{self.file}: {self.message.to(lang)}"


def proved(file: str, message: Message) -> Finding:
    """Say that something holds."""
    return Finding(ok=True, file=file, message=message)


def broken(file: str, message: Message) -> Finding:
    """Say that something does not hold."""
    return Finding(ok=False, file=file, message=message)


def findings_of(error: SourceError) -> list[Finding]:
    """Give all that is wrong with a hand-written file."""
    return [broken(error.file, message) for message in error.messages]
