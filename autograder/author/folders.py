"""The folders under `solutions/`: one per exercise, found by their names, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.author.source import Script, SourceError, read_script
from autograder.authoring.catalogue import TEXTS_SOURCE
from autograder.course.course import DRIVER, NUMBERED
from autograder.i18n.language import Text
from autograder.submission.names import ANSWERS

SOLUTIONS, EXERCISES, QUIZ = "solutions", "exercises", "quiz"
EQUIVALENTS = "equivalent.toml"

MISSING_FILE = Text(en="this file is missing", pt="este arquivo não existe")
NOT_TEXT = Text(en="this is not text in UTF-8: {error}", pt="isto não é texto em UTF-8: {error}")
UNREADABLE = Text(en="it cannot be read: {error}", pt="não foi possível ler: {error}")


@dataclass(frozen=True, slots=True)
class Folder:
    """One exercise's folder, `solutions/NN_id`, in the course at `root`."""

    root: Path
    name: str
    number: str  # as in the name, with its zero
    id: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.root / SOLUTIONS / self.name

    @property
    def script_file(self) -> Path:
        """The text and the solved code."""
        return self.path / f"{self.id}.py"

    @property
    def checks_file(self) -> Path:
        """What defines EXERCISE."""
        return self.path / "checks.py"

    @property
    def texts_file(self) -> Path:
        """Every word of its checks, in both languages."""
        return self.path / TEXTS_SOURCE

    @property
    def driver_file(self) -> Path:
        """What drives the learner's code, where plain calls do not do; few exercises have one."""
        return self.path / DRIVER

    @property
    def mistake_files(self) -> tuple[Path, ...]:
        """The typical wrong versions, by name."""
        return tuple(sorted((self.path / "mistakes").glob("*.py")))

    @property
    def right_files(self) -> tuple[Path, ...]:
        """The right solutions in other styles, by name."""
        return tuple(sorted((self.path / "right").glob("*.py")))

    @property
    def equivalents_file(self) -> Path:
        """The mutants of the solution that are right all the same; few exercises have none."""
        return self.path / EQUIVALENTS

    def shown(self, path: Path) -> str:
        """Name a file as messages do: from the course's root, with slashes."""
        return path.relative_to(self.root).as_posix()

    def script(self) -> Script:
        """Read the script. Raises `SourceError`."""
        return read_script(self.text(self.script_file), self.id, self.shown(self.script_file))

    def text(self, path: Path) -> str:
        """Read one hand-written file. Raises `SourceError`."""
        return text_of(path, self.shown(path))


def folders(root: Path) -> tuple[Folder, ...]:
    """Find the exercises' folders in the course at `root`, by number."""
    found = []
    for path in _entries(root / SOLUTIONS):
        match = NUMBERED.fullmatch(path.name)
        if match and path.is_dir():
            found.append(Folder(root, path.name, match[1], match[2]))
    return tuple(found)


def quiz_sources(root: Path) -> dict[str, str]:
    """Read the hand-written questions, name → text; none if there is no quiz. Raises `SourceError`."""
    paths = sorted((root / SOLUTIONS / QUIZ).glob("*.toml"))
    return {path.name: text_of(path, path.relative_to(root).as_posix()) for path in paths}


def text_of(path: Path, shown: str) -> str:
    """Read a text file, its line ends as newlines. Raises `SourceError`, with `shown` as the file's name."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SourceError(shown, 1, MISSING_FILE()) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SourceError(shown, line, NOT_TEXT(error=error.reason)) from None
    except OSError as error:
        raise SourceError(shown, 1, UNREADABLE(error=error.strerror)) from None


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
