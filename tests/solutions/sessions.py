"""Exercises of the course run in this very process, for tests: code in, verdicts out."""

from __future__ import annotations

import ast
import importlib.util
import linecache
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from autograder.grading.run_checks import run_checks
from autograder.judging.judge import judge_values
from autograder.judging.model import Exercise, Verdict, formula_arguments, planned
from autograder.sandbox.host.inprocess import InProcess
from autograder.sandbox.protocol.calls import Returned

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"


def session_of(code: str, driver: str = "") -> InProcess:
    """Load code of our own tests, without any isolation."""
    # so that outcomes quote the line that raised, as those of the sandbox do
    linecache.cache["<learner>"] = (len(code), None, code.splitlines(keepends=True), "<learner>")
    namespace: dict[str, Any] = {"__name__": "learner"}
    exec(compile(code, "<learner>", "exec", dont_inherit=True), namespace)  # noqa: S102 -- code of our own tests
    return InProcess(namespace, driver=driver)


@dataclass(frozen=True)
class Wrong:
    """A file of mistakes/: code that replaces part of the solution, and what must come of it."""

    name: str
    code: str
    diagnosis: str | None
    fails: frozenset[str]
    waits: frozenset[str]
    pattern: frozenset[str]


def folder_of(exercise_id: str) -> Path:
    """Find the folder of an exercise, whatever its number."""
    (folder,) = (path for path in SOLUTIONS.iterdir() if path.name.partition("_")[2] == exercise_id)
    return folder


@cache
def exercise_of(exercise_id: str) -> Exercise:
    """Load the exercise's checks."""
    spec = importlib.util.spec_from_file_location(f"checks_of_{exercise_id}", folder_of(exercise_id) / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    exercise = module.EXERCISE
    assert isinstance(exercise, Exercise)
    driver = folder_of(exercise_id) / "driver.py"
    return replace(exercise, driver=driver.read_text(encoding="utf-8")) if driver.is_file() else exercise


def solution_of(exercise_id: str) -> str:
    """Read the solution."""
    return (folder_of(exercise_id) / f"{exercise_id}.py").read_text(encoding="utf-8")


def wrong_of(exercise_id: str) -> list[Wrong]:
    """Read the files of mistakes/, whose docstrings say what must come of them."""
    return [_wrong(path) for path in sorted((folder_of(exercise_id) / "mistakes").glob("*.py"))]


def _wrong(path: Path) -> Wrong:
    code = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(code)) or ""
    said = {key: value.strip() for key, _, value in (line.partition(":") for line in docstring.splitlines()[1:])}
    diagnosis = None if said["diagnosis"] == "none" else said["diagnosis"]
    return Wrong(
        path.stem, code, diagnosis, _ids(said["fails"]), _ids(said.get("waits", "")), _ids(said.get("pattern", ""))
    )


def _ids(text: str) -> frozenset[str]:
    return frozenset(text.replace(",", " ").split())


def run(exercise_id: str, code: str, seed: int) -> dict[str, Verdict]:
    """Judge `code`, a whole submission, and give the verdicts by check id."""
    exercise = exercise_of(exercise_id)
    verdicts = run_checks(exercise, seed, session_of(code, exercise.driver))
    return {check.id: verdict for check, verdict in zip(exercise.checks, verdicts, strict=True)}


def run_in_solution(exercise_id: str, code: str, seed: int) -> dict[str, Verdict]:
    """Judge the solution with the functions that `code` defines in place of its own."""
    return run(exercise_id, f"{solution_of(exercise_id)}\n{code}", seed)


def not_passed(verdicts: dict[str, Verdict]) -> set[str]:
    """The ids of the checks that earn nothing."""
    return {id_ for id_, verdict in verdicts.items() if verdict.status != "passed"}


def assert_as_said(exercise_id: str, wrong: Wrong, seed: int) -> None:
    """Hold a file of mistakes/ to its docstring."""
    verdicts = run_in_solution(exercise_id, wrong.code, seed)
    lost = {id_ for id_, verdict in verdicts.items() if verdict.status in ("failed", "error")}
    waiting = {id_ for id_, verdict in verdicts.items() if verdict.status == "waiting"}
    assert (lost, waiting) == (wrong.fails, wrong.waits), (wrong.name, seed)
    for id_ in lost:
        diagnosis = verdicts[id_].diagnosis
        found = diagnosis.mistake.id if diagnosis else None
        assert found == wrong.diagnosis, (wrong.name, seed, id_, found)


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
