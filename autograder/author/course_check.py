"""`autograder author check`: proves that the course holds together, one finding for each thing proved or broken.

Nothing is written. What is built is held against what is committed; texts, functions and checks against one another;
and every solution, stub and mistake is graded in the sandbox as a learner's work is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

from autograder.author.agreements import agreements, among_folders, unsound
from autograder.author.build import (
    Made,
    Progress,
    drift,
    make,
    page_names,
    points_of_notebooks,
    quietly,
    strays,
    totals,
)
from autograder.author.collisions import prove_told_apart
from autograder.author.folders import SOLUTIONS, Finding, WrongVersion, broken, findings_of, folders, read_mistake
from autograder.author.proofs import Bench, Sandboxed, Step, prove_mistake, prove_solution, prove_stub
from autograder.author.source import Script, script_of
from autograder.author.stub import code_in
from autograder.author.texts import exercise_texts, quiz_findings
from autograder.course.exercise_folder import ExerciseFolder, SourceError
from autograder.frozen import frozen
from autograder.i18n.language import LANGUAGES, Text
from autograder.judging.model import Exercise
from autograder.sandbox import Sandbox

SEEDS = (1, 2)
DRAWS = 5  # in which the known mistakes must be told apart
Sandboxes: TypeAlias = Callable[[], AbstractContextManager[Sandboxed]]

NO_FOLDERS = Text(
    en="there are no exercises: no folder NN_id stands here", pt="não há exercícios: nenhuma pasta NN_id aqui"
)
NO_MISTAKES = Text(en="there are no typical mistakes here (*.py)", pt="não há nenhum erro típico aqui (*.py)")


def check(
    root: Path,
    progress: Progress = quietly,
    *,
    ids: Collection[str] | None = None,
    seeds: tuple[int, ...] = SEEDS,
    draws: int = DRAWS,
    sandboxes: Sandboxes = Sandbox,
) -> list[Finding]:
    """Prove the course at `root`; it is sound if all the findings are `ok`.

    Each solution and mistake is graded once for each seed, a stub for the first one; the known mistakes are told apart
    in `draws` draws. With `ids`, only these exercises are looked at: not the quiz, nor what the course adds up to.
    `progress` counts gradings. Raises SandboxError where no code can be run at all.
    """
    made = make(root, ids=ids)
    findings = list(made.problems)
    if not folders(root):
        findings.append(broken(SOLUTIONS, NO_FOLDERS()))
    looked_at = [folder for folder in folders(root) if ids is None or folder.id in ids]
    below = None if ids is None else {folder.name for folder in looked_at}
    findings += among_folders(folders(root))
    findings += [*drift(root, made), *strays(root, made, below), *points_of_notebooks(root, made)]
    if ids is None:
        findings += [*totals(made), *quiz_findings(root)]
    cases = []
    for folder in looked_at:
        exercise = made.exercises.get(folder)
        findings += exercise_texts(folder, exercise)
        if exercise is not None:
            case, found = _case(root, folder, exercise, made)
            findings += found
            cases += [case] if case is not None else []
    counter = _Counter(sum(case.gradings(len(seeds)) for case in cases), progress)
    for case in cases:
        findings += prove_told_apart(case.folder.shown(case.folder.checks_file), case.exercise, draws)
    if cases:
        with sandboxes() as sandbox:
            for case in cases:
                findings += case.prove(sandbox, seeds, counter.step)
    counter.finish()
    return findings


@frozen
class _Case:
    """One exercise with all of it that is graded."""

    folder: ExerciseFolder
    exercise: Exercise
    script: Script
    stubs: dict[str, bytes]  # as they are committed, by name
    mistakes: tuple[WrongVersion, ...]

    def gradings(self, seeds: int) -> int:
        """Count the gradings there are when all is well."""
        return seeds * (1 + len(self.mistakes)) + len(self.stubs)

    def prove(self, sandbox: Sandboxed, seeds: tuple[int, ...], step: Step) -> Iterator[Finding]:
        """Grade the solution, the stubs and the mistakes."""
        bench = Bench(self.exercise, self.folder.shown(self.folder.checks_file), sandbox, seeds, step)
        yield from prove_solution(bench, self.script)
        known = [code_in(self.script, lang, "cleared") for lang in LANGUAGES]
        for name, content in self.stubs.items():
            yield from prove_stub(bench, name, content, known)
        for wrong in self.mistakes:
            yield from prove_mistake(bench, self.script, wrong)


def _case(root: Path, folder: ExerciseFolder, exercise: Exercise, made: Made) -> tuple[_Case | None, list[Finding]]:
    """Read all that belongs to an exercise; without a case, what was found keeps it from being graded."""
    names = [name for lang in LANGUAGES for name in page_names(folder, lang)]
    if not made.files.keys() >= set(names):
        return None, unsound(folder, exercise)  # that the script cannot be read is said already
    script = script_of(folder)
    findings = agreements(folder, exercise, script)
    mistakes = []
    for path in folder.mistake_files:
        try:
            mistakes.append(read_mistake(folder, path, exercise))
        except SourceError as error:
            findings.extend(findings_of(error))
    if not folder.mistake_files:
        findings.append(broken(folder.shown(folder.source / "mistakes"), NO_MISTAKES()))
    if unsound(folder, exercise):
        return None, findings
    stubs = {name: _committed(root / name, made.files[name]) for name in names}
    return _Case(folder, exercise, script, stubs, tuple(mistakes)), findings


def _committed(path: Path, made: bytes) -> bytes:
    """Give a stub as learners get it; where it was not built yet, as it would be."""
    return path.read_bytes() if path.is_file() else made


class _Counter:
    """Tells whoever shows it how many gradings are done."""

    def __init__(self, total: int, progress: Progress) -> None:
        self.total, self.progress, self.done = total, progress, 0

    def step(self, what: str) -> None:
        """Say what is graded next."""
        self.progress(self.done, self.total, what)
        self.done += 1

    def finish(self) -> None:
        """Say that it is over; after something broken, the gradings that were left out count too."""
        self.progress(self.total, self.total, "")
