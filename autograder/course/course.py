"""Finding the course: inside the installed package, or in the checkout the package runs from.

An exercise is a folder `NN_id` with a `checks.py` that defines `EXERCISE`; nothing else lists exercises.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from autograder.course.exercise_folder import SUBFOLDER, ExerciseFolder, exercise_folders
from autograder.i18n.did_you_mean import DID_YOU_MEAN, did_you_mean
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line

PACKAGE = Path(__file__).resolve().parent.parent
LEAST_PART = 3  # characters of an id that say which one is meant

NOT_WHOLE = Text(
    en="the installation is not whole: {file} is missing; install the package again",
    pt="a instalação está incompleta: falta {file}; instale o pacote de novo",
)
UNKNOWN = Text(
    en="there is no exercise {id}{near}. There are: {all}",
    pt="não existe o exercício {id}{near}. Existem: {all}",
)


class CourseError(Exception):
    """The course is not there: an installation that is not whole; `message` says so in one line."""

    def __init__(self, missing: Path) -> None:
        """Remember what is missing."""
        self.message = NOT_WHOLE(file=one_line(str(missing)))
        super().__init__(self.message.to("en"))


@dataclass(frozen=True)
class Course:
    """All exercises by number, and the folder of the quiz as it is shipped."""

    exercises: tuple[ExerciseFolder, ...]
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
    found = exercise_folders(checks, stubs)
    return Course(tuple(folder for folder in found if folder.checks_file.is_file()), stubs / "quiz")


def find(course_: Course, name: str) -> ExerciseFolder | None:
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
    near = DID_YOU_MEAN(name=begun[0]) if begun else did_you_mean(plain, ids)
    return UNKNOWN(id=one_line(ascii(name), 60), near=near, all=", ".join(ids))
