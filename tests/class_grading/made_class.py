"""A store filled with made reports, for tests that need a class and no grading."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from autograder.class_grading.grade_chunk import packed
from autograder.class_grading.store import Found, Store
from autograder.class_grading.store_records import Student
from autograder.course.course import course
from autograder.grading.pipeline import Grader
from autograder.judging.receipt import with_receipt
from autograder.judging.report import Report
from autograder.quiz.parse import parse_questions
from autograder.sandbox import Sandbox

INPUTS = {
    "course_sha256": "c" * 64, "grader_version": "0.1.0", "key_sha256": "", "official": False, "lang": "en",
}  # fmt: skip
SEED = 1234567
ROOT = Path(__file__).resolve().parents[2]


@cache
def empty_report() -> Report:
    """Give the report on an empty submission: every exercise not attempted. Nothing runs for it."""
    with Sandbox() as sandbox:
        grader = Grader(
            course(),
            questions=parse_questions(course().questions),
            sandbox=sandbox,
            seed=SEED,
            lang="en",
            probe=False,
        )
        return grader.grade(ROOT / "tests" / "submissions" / "empty-folder")


def made_report(name: str, score: int = 0, sha256: str = "a" * 64) -> Report:
    """Give a report for a student with so many points; its exercises are those of nobody."""
    report = empty_report()
    submission = replace(report.submission, id=name, name=name, sha256=sha256)
    return with_receipt(replace(report, submission=submission, score=score))


def save_report(store: Store, student: str, report: Report, *, at: str = "2026-03-01T10:00:00+00:00", **inputs) -> None:
    """Store a report as the student's last attempt, beside those that are there."""
    _, inputs_id = store.begin("/class", SEED, {**INPUTS, **inputs})
    known = [record for record in store.students() if record.student.id == student]
    before = [Found(one.sha256, one.path, one.handed_in_at) for record in known for one in record.attempts]
    found = [one for one in before if one.sha256 != report.submission.sha256]
    found.append(Found(report.submission.sha256, student, at))
    plain = report.to_json()
    for due in store.due(student, found, inputs_id):
        if due.sha256 == report.submission.sha256:
            store.save(due, inputs_id, packed(plain))


def filled(url: str, count: int) -> Store:
    """Make a store with so many students of one graded attempt each, all in the roster, and one who handed in nothing."""
    store = Store(url, create=True)
    names = [f"s{number:05d}" for number in range(count)]
    store.save_roster(
        Student(name, f"Student {name}", f"{name}@example.org", {"SIS User ID": name}) for name in [*names, "missing"]
    )
    for number, name in enumerate(names):
        save_report(store, name, made_report(name, number % 101, f"{number:064x}"))
    return store


SIGMOID = """\
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    return grad_output * {factor}
"""
FACTORS = ("output * (1 - output)", "output", "(1 - output)", "1", "output * (1 - output) * 1.0")
ENDLESS = "def sigmoid(z):\n    while True:\n        pass\n"


def lay_class(folder: Path, count: int) -> Path:
    """Lay out so many submissions of one exercise: right, wrong and, where there are many, one that never ends."""
    for number in range(count):
        student = folder / f"s{number:04d}"
        student.mkdir(parents=True)
        source = ENDLESS if number == 7 else SIGMOID.format(factor=FACTORS[number % len(FACTORS)])
        (student / "sigmoid_backward.py").write_text(f"{source}# {number}\n")
    return folder


def final_table(url: str) -> list[tuple[str, int, str, int]]:
    """Give each student with the score, the status and how many gradings there are of the last attempt."""
    with Store(url) as store:
        return [
            (one.student.id, one.latest.counts.score, one.latest.counts.status, len(one.latest.gradings))
            for one in store.students()
        ]
