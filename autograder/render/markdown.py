"""Reports as Markdown, for the summary page that CI servers show of a job (GitHub's `$GITHUB_STEP_SUMMARY`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograder.i18n.language import Lang
from autograder.i18n.sanitize import inert, one_line
from autograder.judging.report import CheckReport, Report, harmless
from autograder.render import labels
from autograder.render.headings import heading_of

LARGEST = 900_000  # bytes: GitHub drops a summary of more than 1 MiB as a whole
LONGEST = 600  # characters of a message
SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:$=\"'/])")  # whatever Markdown, its extensions or HTML may obey


def summary_markdown(reports: Sequence[Report]) -> str:
    """Give a table of all submissions, then of each what is to be mended, as far as there is room.

    Every sign of a text that Markdown might obey is written as a character reference.
    """
    reports = [harmless(report) for report in reports]
    parts = ["\n".join(_table(reports)) + "\n" if reports else ""]
    room = LARGEST - len(parts[0].encode())
    for at, report in enumerate(reports):
        part = "\n".join(["", *_explained(report), ""])
        room -= len(part.encode())
        if room < 0:
            parts.append("\n" + labels.NOT_SHOWN(count=len(reports) - at).to(report.lang) + "\n")
            break
        parts.append(part)
    return "".join(parts)


def plain(text: str, length: int = LONGEST) -> str:
    """Write a text so that nothing in it is markup: on one line, every sign as a character reference."""
    return SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", inert(one_line(text, length)))


def _table(reports: Sequence[Report]) -> Iterator[str]:
    lang = reports[0].lang
    heads = (labels.COLUMN_SUBMISSION, labels.COLUMN_STATUS, labels.COLUMN_TOTAL, labels.COLUMN_QUIZ)
    yield "| " + " | ".join(head.to(lang) for head in heads) + " |"
    yield "|---|---|---:|---:|"
    for report in reports:
        graded = report.status == "graded"
        status = (labels.GRADED if graded else labels.UNGRADABLE).to(lang)
        score = f"{report.score}/{report.max_score}" if graded else "–"
        if graded and report.extra.max_score:
            score += f", {labels.TOTAL_EXTRA(score=report.extra.score, max=report.extra.max_score).to(lang)}"
        quiz = f"{report.quiz.score}/{report.quiz.max_score}" if graded and report.quiz.questions else "–"
        yield f"| {plain(report.submission.id)} | {status} | {score} | {quiz} |"


def _explained(report: Report) -> Iterator[str]:
    yield f"## {plain(heading_of(report.submission))}"
    if report.status == "ungradable":
        yield f"\n{plain(report.reason)}"
        return
    for exercise in report.exercises:
        if exercise.status == "not_attempted":
            continue
        mark = labels.EXERCISE_MARKS[exercise.status]
        yield f"\n{mark} **{plain(exercise.title)}** {exercise.score}/{exercise.max_score}\n"
        for check in exercise.checks:
            if check.status in ("failed", "error"):
                yield from _check(check, report.lang)


def _check(check: CheckReport, lang: Lang) -> Iterator[str]:
    yield f"- **{plain(check.title)}** {check.score}/{check.max_score}: {plain(check.rationale)}"
    if check.help:
        yield f"  <br>→ {plain(check.help)}"
    mistake = labels.mistake_told(check.diagnosis)
    if mistake:
        yield f"  <br>{labels.MISTAKE.to(lang)}{plain(mistake)}"
