"""What lies in the course's two folders, and what is found there: one thing proved or broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.authoring.catalogue import TEXTS_SOURCE
from autograder.course.exercise_folder import (
    DRIVER,
    EQUIVALENTS,
    ExerciseFolder,
    SourceError,
    exercise_folders,
    text_of,
)
from autograder.i18n.language import Lang, Message
from autograder.submission.names import ANSWERS


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


SOLUTIONS, EXERCISES, QUIZ = "solutions", "exercises", "quiz"


def folders(root: Path) -> tuple[ExerciseFolder, ...]:
    """Find the exercises of the course at `root`, by number."""
    return exercise_folders(root / SOLUTIONS, root / EXERCISES)


def quiz_sources(root: Path) -> dict[str, str]:
    """Read the hand-written questions, name → text; none if there is no quiz. Raises `SourceError`."""
    paths = sorted((root / SOLUTIONS / QUIZ).glob("*.toml"))
    return {path.name: text_of(path, path.relative_to(root).as_posix()) for path in paths}


def files_below(folder: Path) -> Iterator[Path]:
    """Give the files below a folder, sorted, without caches and hidden files."""
    for path in _entries(folder):
        if path.is_dir() and not path.is_symlink():
            yield from files_below(path)
        else:
            yield path


def solution_strays(root: Path) -> tuple[str, ...]:
    """Name the files under `solutions/` that are no part of an exercise or of the quiz."""
    known = {folder.name: folder for folder in folders(root)}
    stray = []
    for path in files_below(root / SOLUTIONS):
        parts = path.relative_to(root / SOLUTIONS).parts
        match parts:
            case (name, file) if name in known and file in (
                f"{known[name].id}.py",
                "checks.py",
                TEXTS_SOURCE,
                DRIVER,
                EQUIVALENTS,
            ):
                continue
            case (name, "mistakes" | "right", file) if name in known and file.endswith(".py"):
                continue
            case (name, file) if name == QUIZ and file.endswith(".toml"):
                continue
            case (file,) if file == ANSWERS and quiz_sources(root):
                continue
        stray.append(path.relative_to(root).as_posix())
    return tuple(stray)


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name[0] != "." and path.name != "__pycache__")
