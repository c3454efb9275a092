"""Exercises of the course run in this very process, for tests: code in, verdicts out."""

from __future__ import annotations

import linecache
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.author.folders import RightVersion, WrongVersion, folders, read_mistake, read_right
from autograder.course.exercise_folder import ExerciseFolder
from autograder.frozen import frozen
from autograder.grading import run_checks as grading
from autograder.grading.run_checks import run_checks
from autograder.judging.budget import Work, counted
from autograder.judging.judge import judge_values
from autograder.judging.model import Exercise, Verdict, formula_arguments, planned
from autograder.sandbox.host.inprocess import InProcess
from autograder.sandbox.protocol.calls import Returned

ROOT = Path(__file__).resolve().parents[2]
FOLDERS: dict[str, ExerciseFolder] = {folder.id: folder for folder in folders(ROOT)}
IDS = tuple(FOLDERS)
MISTAKES = [(id_, path.stem) for id_, folder in FOLDERS.items() for path in folder.mistake_files]
STYLES = [(id_, path.stem) for id_, folder in FOLDERS.items() for path in folder.right_files]
SEED = 5  # of the one grading that each of them gets
MORE_SEEDS = (0,)  # in `make test-all`; `autograder author report` grades all of them at 20


def seeds(now: int, *later: int) -> list[Any]:
    """Draw once; draw again in `make test-all`."""
    return [now, *(pytest.param(seed, marks=pytest.mark.slow) for seed in later)]


def draws(few: int, many: int) -> list[Any]:
    """Draw a few times in a row, and the rest of the times in `make test-all`."""
    blocks = {f"seeds {block[0]} to {block[-1]}": block for block in (range(few), range(few, many))}
    (first, now), (second, later) = blocks.items()
    return [pytest.param(now, id=first), pytest.param(later, id=second, marks=pytest.mark.slow)]


def session_of(code: str, driver: str = "") -> InProcess:
    """Load code of our own tests, without any isolation."""
    # so that outcomes quote the line that raised, as those of the sandbox do
    linecache.cache["<learner>"] = (len(code), None, code.splitlines(keepends=True), "<learner>")
    namespace: dict[str, Any] = {"__name__": "learner"}
    exec(compile(code, "<learner>", "exec", dont_inherit=True), namespace)  # noqa: S102 -- code of our own tests
    return InProcess(namespace, driver=driver)


def folder_of(exercise_id: str) -> Path:
    """Find the folder of an exercise, whatever its number."""
    return FOLDERS[exercise_id].source


def exercise_of(exercise_id: str) -> Exercise:
    """Give the exercise, with its checks."""
    return FOLDERS[exercise_id].exercise


def solution_of(exercise_id: str) -> str:
    """Read the solution."""
    return FOLDERS[exercise_id].script_file.read_text(encoding="utf-8")


def mistake_of(exercise_id: str, name: str) -> WrongVersion:
    """Read a file of mistakes/, whose docstring says what must come of it."""
    folder = FOLDERS[exercise_id]
    return read_mistake(folder, folder.source / "mistakes" / f"{name}.py", exercise_of(exercise_id))


def style_of(exercise_id: str, name: str) -> RightVersion:
    """Read a file of right/, whose docstring says where remarks are due."""
    folder = FOLDERS[exercise_id]
    return read_right(folder, folder.source / "right" / f"{name}.py", exercise_of(exercise_id))


def run(exercise_id: str, code: str, seed: int, last: str | None = None) -> dict[str, Verdict]:
    """Judge `code`, a whole submission, and give the verdicts by check id: of all checks, or of those up to the last."""
    exercise = exercise_of(exercise_id)
    if last is not None:
        end = [check.id for check in exercise.checks].index(last) + 1
        exercise = replace(exercise, checks=exercise.checks[:end])
    verdicts = run_checks(exercise, seed, session_of(code, exercise.driver))
    return {check.id: verdict for check, verdict in zip(exercise.checks, verdicts, strict=True)}


def run_in_solution(exercise_id: str, code: str, seed: int, last: str | None = None) -> dict[str, Verdict]:
    """Judge the solution with the functions that `code` defines in place of its own."""
    return run(exercise_id, f"{solution_of(exercise_id)}\n{code}", seed, last)


@frozen
class Judged:
    """The verdicts on a mistake by check id, and the steps that it took to explain them."""

    verdicts: dict[str, Verdict]
    steps: int


@cache  # several tests look at the same ones, and each is graded once in a process
def judged_mistake(exercise_id: str, name: str) -> Judged:
    """Judge a file of mistakes/ in its solution, at the seed of all."""
    works: list[Work] = []

    @contextmanager
    def watched() -> Iterator[Work]:
        with counted() as work:
            works.append(work)
            yield work

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grading, "counted", watched)
        verdicts = run_in_solution(exercise_id, mistake_of(exercise_id, name).code, SEED)
    (work,) = works
    return Judged(verdicts, work.steps - work.left)


def not_passed(verdicts: dict[str, Verdict]) -> set[str]:
    """The ids of the checks that earn nothing."""
    return {id_ for id_, verdict in verdicts.items() if verdict.status != "passed"}


def formulas_not_told_apart(exercise_id: str, seed: int) -> list[tuple[str, str, str]]:
    """Give every known mistake's own numbers to its check: those that pass, or are not named, or named otherwise."""
    exercise = exercise_of(exercise_id)
    found: list[tuple[str, str, str]] = []
    for check in exercise.checks:
        cases = [case for case in planned(exercise, check.plan, seed) if case.remark is None]
        for mistake in check.mistakes:
            if mistake.formula is None:
                continue
            with np.errstate(all="ignore"):
                outcomes = [Returned(mistake.formula(*formula_arguments(case.call.args))) for case in cases]
            verdict = judge_values(exercise, check, cases, outcomes)
            name = verdict.diagnosis.mistake.id if verdict.diagnosis else verdict.status
            if name != mistake.id:
                found.append((check.id, mistake.id, name))
    return found
