"""`autograder author build`: what learners get, the quiz's right answers beside the solutions, and what is made of the code.

It makes the same bytes at every run.

Everything is made in memory first. Then only files that differ are written, each in one step, and nothing is
deleted: files under `exercises/` that no source makes are named, for the author to decide.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import field
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from autograder.atomic_write import replace_file
from autograder.author.after_a_pass import sealed_solution
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
    proved,
    quiz_sources,
    solution_strays,
)
from autograder.author.source import script_of
from autograder.authoring.compiled_texts import TEXTS_COMPILED, compile_texts
from autograder.course.exercise_folder import SEALED, SUBFOLDER, ExerciseFolder, SourceError
from autograder.frozen import frozen
from autograder.i18n.language import LANGUAGES, Lang, Text
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


@frozen
class Made:
    """Everything that the sources make: files by their path from the root, and what could not be made."""

    files: dict[str, bytes] = field(default_factory=dict)
    exercises: dict[ExerciseFolder, Exercise] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    without: list[str] = field(default_factory=list)  # folders under exercises/ whose files are unknown for that


@frozen
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
    sealed = sealed_solution(folder, script)
    if sealed is not None:
        files[f"{EXERCISES}/{folder.name}/{SEALED}"] = sealed
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


SAME = Text(
    en="all {count} generated files are what the sources make",
    pt="os {count} arquivos gerados são o que as fontes produzem",
)
NOT_BUILT = Text(en="it is missing; run `autograder author build`", pt="não existe; execute `autograder author build`")
DRIFTED = Text(
    en="it is not what its source makes, from line {line} on; change the source under solutions/, then run `autograder author build`",
    pt="não é o que a fonte produz, a partir da linha {line}; altere a fonte em solutions/ e execute `autograder author build`",
)
STRAY = Text(
    en="no source makes this file; delete it, or move it out of exercises/",
    pt="nenhuma fonte produz este arquivo; apague-o ou tire-o de exercises/",
)
STRAY_SOURCE = Text(
    en="this file is no part of an exercise (NN_id/id.py, checks.py, texts.toml, after_a_pass.toml, driver.py, equivalent.toml, mistakes/*.py, right/*.py) or of the quiz (quiz/*.toml, answers.toml)",
    pt="este arquivo não faz parte de um exercício (NN_id/id.py, checks.py, texts.toml, after_a_pass.toml, driver.py, equivalent.toml, mistakes/*.py, right/*.py) nem do quiz (quiz/*.toml, answers.toml)",
)
NO_STRAYS = Text(en="no stray files", pt="nenhum arquivo sobrando")
OTHER_POINTS = Text(
    en="its cells give {got} points, and the checks of EXERCISE add up to {expected}",
    pt="as células valem {got} pontos, mas os testes de EXERCISE somam {expected}",
)
COURSE = Text(en="exercises: {count}; points: {points}", pt="exercícios: {count}; pontos: {points}")
COURSE_WITH_EXTRA = Text(
    en="exercises: {count}; points: {points}; extra points beside them: {extra}",
    pt="exercícios: {count}; pontos: {points}; pontos extras, à parte: {extra}",
)


def drift(root: Path, made: Made) -> Iterator[Finding]:
    """Hold every generated file against what the sources make, byte for byte."""
    found = [
        finding for name, content in sorted(made.files.items()) for finding in _different(root / name, name, content)
    ]
    yield from found
    if made.files and not found:
        yield proved(EXERCISES, SAME(count=len(made.files)))


def strays(root: Path, made: Made, below: Collection[str] | None = None) -> Iterator[Finding]:
    """Find files that no source makes, and files in `solutions/` that are no source; or those `below` some folders."""
    for top, found, what in (
        (EXERCISES, stray_files(root, made), STRAY),
        (SOLUTIONS, solution_strays(root), STRAY_SOURCE),
    ):
        names = [name for name in found if below is None or name.split("/")[1] in below]
        yield from (broken(name, what()) for name in names)
        if not names and below is None:
            yield proved(top, NO_STRAYS())


def points_of_notebooks(root: Path, made: Made) -> Iterator[Finding]:
    """Hold the points that notebooks carry against those of the checks."""
    for folder, exercise in made.exercises.items():
        for lang in LANGUAGES:
            _, name = page_names(folder, lang)
            got = _points_in(root / name)
            if got is not None and got != exercise.points:
                yield broken(name, OTHER_POINTS(got=f"{got:g}", expected=exercise.points))


def totals(made: Made) -> Iterator[Finding]:
    """Say what the course adds up to."""
    points = sum(exercise.points for exercise in made.exercises.values() if not exercise.extra)
    extra = sum(exercise.points for exercise in made.exercises.values() if exercise.extra)
    said = COURSE_WITH_EXTRA if extra else COURSE
    yield proved(SOLUTIONS, said(count=len(made.exercises), points=points, extra=extra))


def _different(path: Path, name: str, content: bytes) -> Iterator[Finding]:
    if not path.is_file():
        yield broken(name, NOT_BUILT())
        return
    committed = path.read_bytes()
    if committed != content:
        pairs = zip_longest(committed.split(b"\n"), content.split(b"\n"))
        line = next(number for number, (one, other) in enumerate(pairs, 1) if one != other)
        yield broken(name, DRIFTED(line=line))


def _points_in(notebook: Path) -> float | None:
    """Add up the points of a notebook's cells; None where it is no notebook (then it has drifted)."""
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
        return float(sum(cell["metadata"].get("nbgrader", {}).get("points", 0) for cell in cells))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
