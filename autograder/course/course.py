"""Finding the course: inside the installed package, or in the checkout the package runs from.

An exercise is a folder `NN_id` with a `checks.py` that defines `EXERCISE`; nothing else lists exercises.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path

from autograder.authoring.catalogue import compiled_texts
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.model import Exercise

NUMBERED = re.compile(r"(\d\d)_([a-z][a-z0-9_]*)")
PACKAGE = Path(__file__).resolve().parent.parent
SUBFOLDER: dict[Lang, str] = {"en": "", "pt-BR": "pt-BR"}
DRIVER = "driver.py"
LEAST_PART = 3  # characters of an id that say which one is meant

NOT_WHOLE = Text(
    en="the installation is not whole: {file} is missing; install the package again",
    pt="a instalação está incompleta: falta {file}; instale o pacote de novo",
)
UNKNOWN = Text(
    en="there is no exercise {id}{near}. There are: {all}",
    pt="não existe o exercício {id}{near}. Existem: {all}",
)
NEAR = Text(en=" (did you mean {id}?)", pt=" (seria {id}?)")


class CourseError(Exception):
    """The course is not there: an installation that is not whole; `message` says so in one line."""

    def __init__(self, missing: Path) -> None:
        """Remember what is missing."""
        self.message = NOT_WHOLE(file=one_line(str(missing)))
        super().__init__(self.message.to("en"))


@dataclass(frozen=True)
class CourseExercise:
    """One exercise of the course and its files."""

    number: str  # "05"
    id: str
    checks_file: Path
    folder: Path  # of the stubs and notebooks

    @cached_property
    def exercise(self) -> Exercise:
        """The exercise, loaded from its checks.py when it is first needed."""
        name = f"autograder_course_{self.id}"
        spec = importlib.util.spec_from_file_location(name, self.checks_file)
        if spec is None or spec.loader is None:
            raise CourseError(self.checks_file)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # dataclasses look their module up
        spec.loader.exec_module(module)
        exercise: Exercise = module.EXERCISE
        return replace(exercise, driver=self.driver) if self.driver else exercise

    @cached_property
    def driver(self) -> str:
        """The source of its driver.py, if it has one (see `autograder.sandbox.protocol.calls.Call`)."""
        file = self.checks_file.with_name(DRIVER)
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    @property
    def texts(self) -> bytes:
        """The words of its checks, as they are shipped; none where it has no catalogue."""
        try:
            return compiled_texts(self.checks_file)
        except FileNotFoundError:
            return b""

    def stub(self, lang: Lang) -> Path:
        """The stub as a script."""
        return self.folder / SUBFOLDER[lang] / f"{self.id}.py"

    def notebook(self, lang: Lang) -> Path:
        """The stub as a notebook."""
        return self.folder / SUBFOLDER[lang] / f"{self.id}.ipynb"


@dataclass(frozen=True)
class Course:
    """All exercises by number, and the folder of the quiz as it is shipped."""

    exercises: tuple[CourseExercise, ...]
    quiz: Path

    @cached_property
    def sha256(self) -> str:
        """Identify checks and questions: equal courses judge alike."""
        digest = hashlib.sha256()
        for entry in self.exercises:
            digest.update(f"{entry.number}_{entry.id}\n".encode() + entry.checks_file.read_bytes())
            digest.update(entry.driver.encode())
            digest.update(entry.texts)
        digest.update(self.questions.encode())
        return digest.hexdigest()

    @cached_property
    def questions(self) -> str:
        """The shipped questions, a TOML text."""
        file = self.quiz / "questions.toml"
        if not file.is_file():
            raise CourseError(file)
        return file.read_text(encoding="utf-8")

    def answers(self, lang: Lang) -> Path:
        """The answers file that learners start from."""
        return self.quiz / SUBFOLDER[lang] / "answers.toml"


@lru_cache(maxsize=1)
def course() -> Course:
    """Find the course that belongs to this package. Raises `CourseError`."""
    content = PACKAGE / "course" / "content"
    checkout = PACKAGE.parent
    checks, stubs = (content, content) if content.is_dir() else (checkout / "solutions", checkout / "exercises")
    for folder in (checks, stubs):
        if not folder.is_dir():
            raise CourseError(folder)
    return Course(tuple(_exercises(checks, stubs)), stubs / "quiz")


def _exercises(checks: Path, stubs: Path) -> Iterator[CourseExercise]:
    for folder in sorted(checks.iterdir()):
        match = NUMBERED.fullmatch(folder.name)
        if match and (folder / "checks.py").is_file():
            yield CourseExercise(match[1], match[2], folder / "checks.py", stubs / folder.name)


def find(course_: Course, name: str) -> CourseExercise | None:
    """Find an exercise by id, number, both, or a file's name: `06`, `linear_backward`, `06_linear_backward.py`."""
    plain = name.strip().lower().rstrip("/\\").replace("\\", "/").rpartition("/")[2]
    plain = plain.removesuffix(".py").removesuffix(".ipynb").replace("-", "_")
    for entry in course_.exercises:
        numbered = plain.isascii() and plain.isdigit() and plain.zfill(2) == entry.number
        if plain in {entry.id, f"{entry.number}_{entry.id}"} or numbered:
            return entry
    return None


def unknown(course_: Course, name: str) -> Message:
    """Say that there is no such exercise, which one was probably meant, and which there are."""
    ids = [entry.id for entry in course_.exercises]
    plain = name.strip().lower().replace("-", "_")[:80]
    begun = [id_ for id_ in ids if len(plain) >= LEAST_PART and plain in id_]
    close = begun or get_close_matches(plain, ids, 1)
    near = NEAR(id=close[0]) if close else ""
    return UNKNOWN(id=one_line(ascii(name), 60), near=near, all=", ".join(ids))
