"""Finding the course: inside the installed package, or in the checkout the package runs from.

An exercise is a folder `NN_id` with a `checks.py` that defines `EXERCISE`; nothing else lists exercises.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from autograder.core.exercise import Exercise
from autograder.core.language import Lang

NUMBERED = re.compile(r"(\d\d)_([a-z][a-z0-9_]*)")
PACKAGE = Path(__file__).resolve().parent.parent
SUBFOLDER: dict[Lang, str] = {"en": "", "pt-BR": "pt-BR"}


class CourseError(Exception):
    """The course cannot be found or loaded: an installation that is not whole."""


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
        spec = importlib.util.spec_from_file_location(f"autograder_course_{self.id}", self.checks_file)
        if spec is None or spec.loader is None:
            raise CourseError(f"{self.checks_file} cannot be loaded")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        exercise: Exercise = module.EXERCISE
        return exercise

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
        digest.update(self.questions.encode())
        return digest.hexdigest()

    @cached_property
    def questions(self) -> str:
        """The shipped questions, a TOML text."""
        return (self.quiz / "questions.toml").read_text(encoding="utf-8")

    def answers(self, lang: Lang) -> Path:
        """The answers file that learners start from."""
        return self.quiz / SUBFOLDER[lang] / "answers.toml"


@lru_cache(maxsize=1)
def course() -> Course:
    """Find the course that belongs to this package. Raises `CourseError`."""
    content = PACKAGE / "course" / "content"
    checkout = PACKAGE.parent
    checks, stubs = (content, content) if content.is_dir() else (checkout / "solutions", checkout / "exercises")
    if not checks.is_dir() or not stubs.is_dir():
        raise CourseError(f"no course beside {PACKAGE}: the installation is not whole")
    return Course(tuple(_exercises(checks, stubs)), stubs / "quiz")


def _exercises(checks: Path, stubs: Path) -> Iterator[CourseExercise]:
    for folder in sorted(checks.iterdir()):
        match = NUMBERED.fullmatch(folder.name)
        if match and (folder / "checks.py").is_file():
            yield CourseExercise(match[1], match[2], folder / "checks.py", stubs / folder.name)


def find(course_: Course, name: str) -> CourseExercise | None:
    """Find an exercise by id, number, both, or a file's name: `06`, `linear_backward`, `06_linear_backward.py`."""
    plain = name.strip().rstrip("/\\").replace("\\", "/").rpartition("/")[2]
    plain = plain.removesuffix(".py").removesuffix(".ipynb").replace("-", "_")
    for entry in course_.exercises:
        numbered = plain.isascii() and plain.isdigit() and plain.zfill(2) == entry.number
        if plain in {entry.id, f"{entry.number}_{entry.id}"} or numbered:
            return entry
    return None
