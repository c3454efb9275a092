"""Scores of many submissions as CSV, one row each, for a spreadsheet or a grade book."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from types import SimpleNamespace

from autograder.i18n.sanitize import one_line
from autograder.judging.report import Report, harmless

# What a spreadsheet takes for the beginning of a formula, a full-width sign included; a quote before it makes it a text.
FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BEFORE = ("submission", "name", "status", "score", "max_score")  # the columns, but for the exercises between them
AFTER = ("quiz_score", "quiz_max_score", "seed", "tier", "official", "reason", "extra_score", "extra_max_score")
LONGEST = 1_000  # characters of a reason


def scores_csv(reports: Sequence[Report]) -> str:
    """Give a table in CSV (RFC 4180, UTF-8): submission, status, score, every exercise and the quiz, seed and tier.

    The columns are in English whatever the reports' language, as programs read them. An exercise that was not attempted
    has an empty cell, and so has everything that an ungradable submission does not have.
    """
    reports = [harmless(report) for report in reports]
    ids = list(dict.fromkeys(exercise.id for report in reports for exercise in report.exercises))
    lines: list[str] = []
    rows = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    rows.writerow([*BEFORE, *ids, *AFTER])
    rows.writerows(_row(report, ids) for report in reports)
    return "".join(lines)


def _row(report: Report, ids: Sequence[str]) -> list[object]:
    graded = report.status == "graded"
    attempted = {exercise.id: exercise.score for exercise in report.exercises if exercise.status != "not_attempted"}
    return [
        cell(report.submission.id),
        cell(report.submission.name),
        report.status,
        report.score if graded else "",
        report.max_score,
        *(attempted.get(id_, "") for id_ in ids),
        report.quiz.score if graded else "",
        report.quiz.max_score,
        report.grader.seed,
        report.isolation.tier,
        str(report.isolation.official).lower(),
        cell(report.reason),
        report.extra.score if graded else "",
        report.extra.max_score,
    ]


def cell(text: str) -> str:
    """Make a text harmless in a spreadsheet: on one line, and never a formula."""
    line = one_line(text, LONGEST)
    return f"'{line}" if line.startswith(FORMULAS) else line
