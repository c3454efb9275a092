"""`autograder author build`: what learners get, the quiz's right answers beside the solutions, and what is made of the code.

It makes the same bytes at every run.

Everything is made in memory first. Then only files that differ are written, each in one step, and nothing is
deleted: files under `exercises/` that no source makes are named, for the author to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from autograder.atomic_write import replace_file
from autograder.author.architecture import PACKAGE, PICTURE, picture
from autograder.author.exercise_pages import notebook_page, pngs_of, script_page
from autograder.author.folders import (
    EXERCISES,
    QUIZ,
    SOLUTIONS,
    Finding,
    broken,
    files_below,
    findings_of,
    folders,
    quiz_sources,
)
from autograder.author.source import script_of
from autograder.authoring.catalogue import TEXTS_COMPILED, compile_texts
from autograder.course.exercise_folder import SUBFOLDER, ExerciseFolder, SourceError
from autograder.i18n.language import LANGUAGES, Lang
from autograder.judging.model import Exercise
from autograder.judging.report_schema import schema_text
from autograder.quiz.publish import reference_answers, shipped
from autograder.quiz.validation import QuestionsError
from autograder.submission.names import ANSWERS

SCHEMA = "autograder/report.schema.json"

Progress: TypeAlias = Callable[[int, int, str], None]  # done, total, what comes next


def quietly(done: int, total: int, what: str) -> None:
    """Show no progress."""
    del done, total, what


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that the sources make: files by their path from the root, and what could not be made."""

    files: dict[str, bytes] = field(default_factory=dict)
    exercises: dict[ExerciseFolder, Exercise] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    without: list[str] = field(default_factory=list)  # folders under exercises/ whose files are unknown for that


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: paths from the root. With problems, nothing was written."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    stray: tuple[str, ...]
    problems: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether `exercises/` now is exactly what the sources make."""
        return not self.problems and not self.stray


def make(root: Path, progress: Progress = quietly, ids: Collection[str] | None = None) -> Made:
    """Make everything in memory; a folder from which nothing can be made is a problem, and the others go on.

    With `ids`, only what belongs to these exercises.
    """
    made = Made()
    found = [folder for folder in folders(root) if ids is None or folder.id in ids]
    for at, folder in enumerate(found):
        progress(at, len(found) + 1, folder.name)
        try:
            exercise = folder.load(keep_bytecode=False)
            made.exercises[folder] = exercise
            made.files.update(_exercise_files(folder, exercise))
        except SourceError as error:
            made.problems.extend(findings_of(error))
            made.without.append(folder.name)
    if ids is not None:
        return made
    progress(len(found), len(found) + 1, QUIZ)
    try:
        made.files.update(_quiz_files(root))
    except QuestionsError as error:
        made.problems.append(broken(f"{SOLUTIONS}/{QUIZ}", error.message))
        made.without.append(QUIZ)
    except SourceError as error:
        made.problems.extend(findings_of(error))
        made.without.append(QUIZ)
    if (root / PACKAGE).is_dir():  # the course's own checkout, not a course of some tests
        made.files[PICTURE] = picture(root)
    if (root / SCHEMA).is_file():
        made.files[SCHEMA] = schema_text().encode()
    progress(len(found) + 1, len(found) + 1, QUIZ)
    return made


def stray_files(root: Path, made: Made) -> tuple[str, ...]:
    """Name the files under `exercises/` that no source makes, but for folders that could not be made."""
    found = []
    for path in files_below(root / EXERCISES):
        inside = path.relative_to(root / EXERCISES)
        shown = path.relative_to(root).as_posix()
        if shown not in made.files and inside.parts[0] not in made.without:
            found.append(shown)
    return tuple(found)


def build(root: Path, progress: Progress = quietly) -> Built:
    """Bring `exercises/` up to date with the solutions. Raises OSError where a file cannot be written."""
    made = make(root, progress)
    stray = stray_files(root, made)
    if made.problems:
        return Built((), (), stray, tuple(made.problems))
    written, unchanged = [], []
    for name, content in sorted(made.files.items()):
        path = root / name
        if path.is_file() and path.read_bytes() == content:
            unchanged.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content)
            written.append(name)
    return Built(tuple(written), tuple(unchanged), stray, ())


def page_names(folder: ExerciseFolder, lang: Lang) -> tuple[str, str]:
    """Name the two files that are built of an exercise in one language: the script and the notebook."""
    stem = PurePosixPath(EXERCISES, folder.name, SUBFOLDER[lang], folder.id)
    return f"{stem}.py", f"{stem}.ipynb"


def _exercise_files(folder: ExerciseFolder, exercise: Exercise) -> dict[str, bytes]:
    script = script_of(folder)
    files = {}
    if folder.texts_file.is_file():
        files[f"{EXERCISES}/{folder.name}/{TEXTS_COMPILED}"] = compile_texts(folder.texts_file.read_bytes())
    for lang in LANGUAGES:
        script_name, notebook_name = page_names(folder, lang)
        files[script_name] = script_page(script, lang)
        files[notebook_name] = notebook_page(script, lang, exercise.points, pngs=pngs_of(folder.root, script, lang))
    return files


def _quiz_files(root: Path) -> dict[str, bytes]:
    sources = quiz_sources(root)
    if not sources:
        return {}
    made = {f"{EXERCISES}/{QUIZ}/{name}": text.encode() for name, text in shipped(sources).items()}
    return made | {f"{SOLUTIONS}/{ANSWERS}": reference_answers(sources).encode()}
