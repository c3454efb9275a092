"""Whole submissions, written as learners write them, each with the report it must get.

`submissions/` is a small class, one entry per scenario; `expected/<entry>.toml` says what must come out of it under any
seed. Whatever is not in an expectation must be uneventful: an exercise that is not named there is not attempted, a check
that is not named there is passed and has no remarks. In an expectation

    score = 22                       # of all exercises together
    notes = { en = "…", pt = "…" }   # phrases (one, or a list) that the notes must hold; without it there are none
    [quiz]                           # score, right, wrong (ids; all others are unanswered), notes, explained (by id)
    [exercise_id]                    # score; file, printed (what it begins with), notes
    check_id = "waiting"             # its status; "remarked" is passed with remarks, "either" passed with or without
    check_id = { status = "failed", mistake = "id", en = "…", pt = "…", never = "…" }

`en`, `pt` and `never` are phrases of everything the check says: rationale, help and remarks. Of an "either", they are
asked where there are remarks.
"""

from __future__ import annotations

import atexit
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from fnmatch import fnmatch
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from autograder.course.course import PACKAGE, Course, course
from autograder.course.exercise_folder import ExerciseFolder
from autograder.course.quiz_key import load_key
from autograder.grading.pipeline import Grader, fresh_seed
from autograder.i18n.language import LANGUAGES, Lang
from autograder.judging.model import Exercise
from autograder.judging.report import CheckReport, ExerciseReport, Report
from autograder.quiz.parse import parse_questions
from autograder.sandbox import Sandbox
from autograder.submission.names import safe_id
from tests.once import Once, kept_by_once

HERE = Path(__file__).parent
SUBMISSIONS = sorted(path for path in (HERE / "submissions").iterdir() if not path.name.startswith("."))
ENTRIES = [safe_id(path.name) for path in SUBMISSIONS]
EXPECTED = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in (HERE / "expected").glob("*.toml")}
SCHEMA = PACKAGE / "report.schema.json"

ENDLESS = "delta_rule"  # the exercise in which one entry never ends
PATIENCE = 2  # seconds of CPU that it gets here, instead of 10

OF_REPORT = {"score", "notes", "quiz"}
OF_QUIZ = {"score", "right", "wrong", "notes", "explained"}
OF_EXERCISE = {"score", "file", "printed", "notes"}
OF_CHECK = {"status", "mistake", "en", "pt", "never"}
STATUSES = {"remarked", "either", "failed", "error", "waiting", "not_attempted"}

Table = Mapping[str, Any]


class Impatient(ExerciseFolder):
    """An exercise whose endless loops end early."""

    @cached_property
    def exercise(self) -> Exercise:
        return replace(ExerciseFolder(**values_of(self)).exercise, cpu_seconds=PATIENCE)


def values_of(entry: ExerciseFolder) -> dict[str, Any]:
    return {field.name: getattr(entry, field.name) for field in fields(ExerciseFolder)}


@lru_cache(maxsize=1)
def quick_course() -> Course:
    return replace(
        course(),
        exercises=tuple(
            Impatient(**values_of(entry)) if entry.id == ENDLESS else entry for entry in course().exercises
        ),
    )


def grader(sandbox: Sandbox | Once, seed: int, lang: Lang) -> Grader:
    return Grader(
        quick_course(),
        questions=parse_questions(course().questions),
        sandbox=cast("Sandbox", sandbox),
        seed=seed,
        lang=lang,
        key=load_key(HERE.parent / "solutions" / "quiz"),
    )


SEEDS: dict[str, int | None] = {"fresh seed": None, "seed 20240229": 20_240_229}
ALONE = "seed 20240229"  # the one at which entries are graded alone, too, in `make test-all`
RUNS = {f"{lang}, {seed}": (lang, seed) for seed in SEEDS for lang in LANGUAGES}
EACH_RUN = [pytest.param(run, marks=pytest.mark.slow) if run.endswith(ALONE) else run for run in RUNS]


@lru_cache(maxsize=len(RUNS))
def graded(run: str) -> Mapping[str, Report]:
    """Grade the whole class once; its entries by name."""
    lang, chosen = RUNS[run]
    sandbox, seed = in_sandbox(chosen)
    with kept_by_once():
        reports = grader(sandbox, seed, lang).grade_all(SUBMISSIONS, jobs=2)
        return {report.submission.id: report for report in reports}


@lru_cache(maxsize=len(SEEDS))
def in_sandbox(seed: str) -> tuple[Once, int]:
    """Give a sandbox in which everything is run once at this seed, whatever the language of its reports."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    fixed = SEEDS[seed]
    return Once(sandbox), fresh_seed() if fixed is None else fixed


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


# --- what is expected -------------------------------------------------------------------------------------------


def checks_expected(expected: Table) -> dict[str, Table]:
    """Give the checks of an expected exercise, all in the long form."""
    return {
        id_: {"status": said} if isinstance(said, str) else said
        for id_, said in expected.items()
        if id_ not in OF_EXERCISE
    }


def outline_expected(expected: Table) -> dict[str, Any]:
    exercises = {id_: table for id_, table in expected.items() if id_ not in OF_REPORT}
    quiz = expected.get("quiz", {})
    return {
        "status": "graded",
        "score": expected["score"],
        "noted": "notes" in expected,
        "quiz": {
            "score": quiz.get("score", 0),
            "right": sorted(quiz.get("right", [])),
            "wrong": sorted(quiz.get("wrong", [])),
            "noted": "notes" in quiz,
        },
        "exercises": {
            id_: {
                "score": table["score"],
                "noted": "notes" in table,
                "printed": "printed" in table,
                "checks": {
                    check: [said["status"], said.get("mistake")] for check, said in checks_expected(table).items()
                },
            }
            for id_, table in exercises.items()
        },
    }


def phrases(table: Table, *keys: str) -> list[str]:
    found = (table.get(key, []) for key in keys)
    return [phrase for each in found for phrase in ([each] if isinstance(each, str) else each)]


# --- what came ----------------------------------------------------------------------------------------------------


def outline_of(report: Report, expected: Table) -> dict[str, Any]:
    """Give what the expectation speaks of: everything that is eventful, and everything that it names."""
    questions = report.quiz.questions
    return {
        "status": report.status,
        "score": report.score,
        "noted": bool(report.submission.notes),
        "quiz": {
            "score": report.quiz.score,
            "right": sorted(question.id for question in questions if question.status == "right"),
            "wrong": sorted(question.id for question in questions if question.status == "wrong"),
            "noted": bool(report.quiz.notes),
        },
        "exercises": {
            exercise.id: outline_of_exercise(exercise, expected.get(exercise.id, {}))
            for exercise in report.exercises
            if exercise.id in expected or exercise.status != "not_attempted" or exercise.score or exercise.notes
        },
    }


def outline_of_exercise(exercise: ExerciseReport, expected: Table) -> dict[str, Any]:
    free = {id_ for id_, said in checks_expected(expected).items() if said["status"] == "either"}
    checks = {
        check.id: [outline_of_status(check, free), check.diagnosis and check.diagnosis["mistake"]]
        for check in exercise.checks
        if check.id in free or check.status != "passed" or check.remarks
    }
    return {
        "score": exercise.score,
        "noted": bool(exercise.notes),
        "printed": bool(exercise.printed),
        "checks": checks,
    }


def outline_of_status(check: CheckReport, free: Iterable[str]) -> str:
    if check.status != "passed":
        return check.status
    return "either" if check.id in free else "remarked"


def words_of(check: CheckReport) -> str:
    return "\n".join((check.rationale, check.help, *check.remarks))


def lacking(where: str, words: str, table: Table, lang: Lang) -> Iterator[str]:
    """Say which phrases are missing from, or wrongly in, the words of one place."""
    for phrase in phrases(table, "pt" if lang == "pt-BR" else "en"):
        if phrase not in words:
            yield f"{where} does not say {phrase!r} but: {words}"
    for phrase in phrases(table, "never"):
        if phrase in words:
            yield f"{where} says {phrase!r}: {words}"


def unsaid(report: Report, expected: Table) -> Iterator[str]:
    """Go through all the phrases that the expectation asks for."""
    lang, quiz = report.lang, expected.get("quiz", {})
    yield from lacking("submission", "\n".join(report.submission.notes), expected.get("notes", {}), lang)
    yield from lacking("quiz", "\n".join(report.quiz.notes), quiz.get("notes", {}), lang)
    for question in report.quiz.questions:
        yield from lacking(question.id, question.explanation, quiz.get("explained", {}).get(question.id, {}), lang)
    for exercise in report.exercises:
        table = expected.get(exercise.id, {})
        yield from lacking(exercise.id, "\n".join(exercise.notes), table.get("notes", {}), lang)
        if not exercise.printed.startswith(table.get("printed", "")) and table["printed"] not in exercise.printed:
            yield f"{exercise.id} printed {exercise.printed!r}"
        if table.get("file", exercise.file) != exercise.file:
            yield f"{exercise.id} was read from {exercise.file}"
        for check in exercise.checks:
            said = checks_expected(table).get(check.id, {})
            if said.get("status") == "either" and not check.remarks:
                continue  # the phrases of a remark that may be there or not
            yield from lacking(f"{exercise.id}.{check.id}", words_of(check), said, lang)


def status_by_checks(exercise: ExerciseReport) -> str:
    statuses = {check.status for check in exercise.checks}
    if statuses == {"passed"}:
        return "passed"
    if exercise.score:
        return "partial"
    return "not_attempted" if statuses <= {"not_attempted", "waiting"} else "failed"


def timeless(report: Report) -> dict[str, Any]:
    """Give a report as JSON without what depends on the clock."""
    text = json.dumps(replace(report, seconds=0.0).to_json(), ensure_ascii=False)
    return dict(json.loads(re.sub(r"\b\d+\.\d s\b", "… s", text)))


# --- tests --------------------------------------------------------------------------------------------------------


def test_every_entry_has_an_expectation_and_every_expectation_an_entry():
    assert sorted(ENTRIES) == sorted(EXPECTED)
    assert len(set(ENTRIES)) == len(ENTRIES) >= 20


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_expectation_is_consistent(name):
    expected = EXPECTED[name]
    known = {entry.id: entry.exercise for entry in course().exercises}
    exercises = {id_: table for id_, table in expected.items() if id_ not in OF_REPORT}
    assert set(exercises) <= set(known)
    assert set(expected.get("quiz", {})) <= OF_QUIZ
    assert expected["score"] == sum(table["score"] for table in exercises.values())
    for id_, table in exercises.items():
        points = {check.id: check.points for check in known[id_].checks}
        checks = checks_expected(table)
        assert set(checks) <= set(points)
        for check in checks.values():
            assert check["status"] in STATUSES
            assert set(check) <= OF_CHECK
        lost = sum(points[check] for check, said in checks.items() if said["status"] not in {"remarked", "either"})
        assert table["score"] == known[id_].points - lost


def test_no_file_of_an_entry_is_taken_for_one_of_ours():
    names = [path.name for path in (HERE / "submissions").rglob("*")]
    assert not [name for name in names if fnmatch(name, "test_*.py") or fnmatch(name, "*_test.py")]
    assert "conftest.py" not in names


@pytest.mark.parametrize("run", EACH_RUN)
@pytest.mark.parametrize("name", ENTRIES)
def test_the_report_is_the_expected_one(run, name):
    report, expected = graded(run)[name], EXPECTED[name]
    assert outline_of(report, expected) == outline_expected(expected), f"seed {report.grader.seed}"
    assert list(unsaid(report, expected)) == [], f"seed {report.grader.seed}"


@pytest.mark.parametrize("run", EACH_RUN)
def test_every_report_follows_the_schema_and_adds_up(run):
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for name, report in graded(run).items():
        where = f"{name}, seed {report.grader.seed}"
        assert [error.message for error in validator.iter_errors(report.to_json())] == [], where
        assert [exercise.id for exercise in report.exercises] == [entry.id for entry in course().exercises], where
        assert report.score == sum(exercise.score for exercise in report.exercises), where
        for exercise in report.exercises:
            assert exercise.status == status_by_checks(exercise), f"{exercise.id} of {where}"


@pytest.mark.slow  # once more
@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_graded_alone_gets_the_same_report(sandbox, name):
    alone = grader(sandbox, in_sandbox(ALONE)[1], "pt-BR").grade(SUBMISSIONS[ENTRIES.index(name)])
    assert timeless(alone) == timeless(graded(f"pt-BR, {ALONE}")[name])
