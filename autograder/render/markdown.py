"""Reports as Markdown: for the summary page that CI servers show of a job, and to be read as it is, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from autograder.i18n.language import Lang
from autograder.i18n.sanitize import inert, one_line
from autograder.judging.report import CheckReport, ExerciseReport, QuizReport, Report, harmless
from autograder.render import labels
from autograder.render.columns import padded, width
from autograder.render.findings import isolation_line, not_started, threshold_message
from autograder.render.headings import heading_of, sum_of
from autograder.render.outline import answer_shown, next_step

LARGEST = 900_000  # bytes: GitHub drops a summary of more than 1 MiB as a whole
LONGEST = 600  # characters of a message
CODE = re.compile(r"`([^`]*[^`\s][^`]*)`")
# What Markdown, its extensions or HTML may obey inside a line, and at the beginning of one. What cannot be markup where it
# stands is left alone, so that grad_W[1, 0] and a * b < c read well where Markdown is shown as it is.
SIGNS = re.compile(
    r"[`|~$]|\\(?![A-Za-z0-9 ])|(?<! )\*|\*(?! )|(?<![^\W_])_|_(?![^\W_])|(?<=\[)\^|\](?=[(\[:])|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
BEGINS = re.compile(r"^(?:[-+=#:>*\[]|\d{1,9}[.)])")
# What GitHub makes links, mentions and pictures of in the finished page: an empty comment parts it.
LINKS = re.compile(r"@(?=\w)|#(?=\d)|:(?=//|[\w+-]+:)|(?<=www)\.", re.IGNORECASE)
APART = "<!-- -->"
BREAK = (
    "  "  # at the end of a line: the next one begins anew, and nothing of it is seen where Markdown is shown as it is
)


def summary_markdown(reports: Sequence[Report], fail_under: float | None = None) -> str:
    """Give a table of all submissions, then of each what is to be mended and the next step, as far as there is room.

    What stands between backticks is code; whatever else of a text Markdown might obey is escaped.
    """
    reports = [harmless(report) for report in reports]
    parts = ["\n".join(_table(reports)) + "\n" if reports else ""]
    room = LARGEST - len(parts[0].encode())
    for at, report in enumerate(reports):
        part = "\n".join(["", *_explained(report, fail_under), ""])
        room -= len(part.encode())
        if room < 0:
            parts.append("\n" + labels.NOT_SHOWN(count=len(reports) - at).to(report.lang) + "\n")
            break
        parts.append(part)
    return "".join(parts)


def written(text: str, length: int = LONGEST) -> str:
    """Write a text on one line: what stands between backticks as code, of the rest nothing as markup."""
    line = inert(one_line(text, length))
    pieces = CODE.split(line)
    made = "".join(_code(piece) if at % 2 else _escaped(piece) for at, piece in enumerate(pieces))
    return BEGINS.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", made)


def plain(text: str, length: int = LONGEST) -> str:
    """Write a text on one line so that nothing in it is markup, not even code."""
    line = _escaped(inert(one_line(text, length)))
    return BEGINS.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", line)


def _escaped(text: str) -> str:
    escaped = SIGNS.sub(lambda sign: f"\\{sign[0]}", text)
    return LINKS.sub(lambda sign: sign[0] + APART, escaped)


def _code(text: str) -> str:
    """Write a text as code; a space at its edge, which Markdown would not show, parts it from what stands beside it."""
    before, after = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
    return f"{before}`{text.strip()}`{after}"


def _table(reports: Sequence[Report]) -> Iterator[str]:
    lang = reports[0].lang
    heads = (labels.COLUMN_SUBMISSION, labels.COLUMN_STATUS, labels.COLUMN_TOTAL, labels.COLUMN_QUIZ)
    rows = [[head.to(lang) for head in heads], *(_row(report, lang) for report in reports)]
    widths = [max(width(row[column]) for row in rows) for column in range(len(heads))]
    right = (False, False, True, True)
    lines = [
        "| "
        + " | ".join(padded(cell, cells, right=to) for cell, cells, to in zip(row, widths, right, strict=True))
        + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (cells + 1) + ("-:"[to]) for cells, to in zip(widths, right, strict=True)) + "|"
    yield from (lines[0], rule, *lines[1:])


def _row(report: Report, lang: Lang) -> list[str]:
    graded = report.status == "graded"
    status = (labels.GRADED if graded else labels.UNGRADABLE).to(lang)
    score = f"{report.score}/{report.max_score}" if graded else "–"
    if graded and report.extra.max_score:
        score += f", {labels.TOTAL_EXTRA(score=report.extra.score, max=report.extra.max_score).to(lang)}"
    quiz = f"{report.quiz.score}/{report.quiz.max_score}" if graded and report.quiz.questions else "–"
    return [plain(report.submission.id, 60), status, score, quiz]


def _explained(report: Report, fail_under: float | None) -> Iterator[str]:
    lang, name = report.lang, heading_of(report.submission)
    if report.status == "ungradable":
        yield f"## {written(labels.HEAD_UNGRADABLE(submission=name).to(lang))}"
        yield f"\n{written(report.reason)}"
        yield from _notes(report.submission.notes, lang)
        return
    points = sum_of(report)
    yield f"## {written(labels.HEAD(submission=name, score=points.score, max=points.max_score).to(lang))}\n"
    if (threshold := threshold_message(report, fail_under)) is not None:
        yield f"**{written(threshold.to(lang))}**\n"
    message, hinted = next_step(report)
    yield f"{labels.NEXT.to(lang)}{written(message.to(lang))}"
    if hinted is not None:
        yield f"\n{labels.HINT.to(lang)}`{labels.HINT_COMMAND.format(exercise=hinted.id)}`"
    yield from _notes(report.submission.notes, lang)
    for exercise in report.exercises:
        if exercise.status not in ("not_attempted", "passed"):
            yield from _exercise(exercise, lang)
    passed = [exercise.id for exercise in report.exercises if exercise.status == "passed"]
    if passed:
        yield f"\n{written(labels.COMPLETE(exercises=', '.join(passed)).to(lang))}"
    if (unstarted := not_started(report)) is not None:
        yield f"\n{written(unstarted.to(lang))}"
    yield from _quiz(report.quiz, lang)
    yield f"\n{written(isolation_line(report))}"


def _exercise(exercise: ExerciseReport, lang: Lang) -> Iterator[str]:
    mark = labels.EXERCISE_MARKS[exercise.status]
    file = f" ({_code(one_line(exercise.file).replace('`', ''))})" if exercise.file else ""
    yield f"\n### {mark} {written(exercise.title)}: {exercise.score}/{exercise.max_score}{file}\n"
    for note in exercise.notes:
        yield f"- {labels.NOTE.to(lang)}{written(note)}"
    for check in exercise.checks:
        if check.status in ("failed", "error"):
            yield from _check(check, lang)
    waiting = [check.title for check in exercise.checks if check.status in ("waiting", "not_attempted")]
    if waiting:
        yield f"- {written(labels.LATER(checks='; '.join(waiting)).to(lang))}"


def _check(check: CheckReport, lang: Lang) -> Iterator[str]:
    yield f"- {labels.CHECK_MARKS[check.status]} **{written(check.title)}** {check.score}/{check.max_score}: {written(check.rationale)}{BREAK}"
    if check.help:
        yield f"  → {written(check.help)}{BREAK}"
    mistake = labels.mistake_told(check.diagnosis)
    if mistake:
        yield f"  {labels.MISTAKE.to(lang)}{written(mistake)}"


def _notes(notes: Sequence[str], lang: Lang) -> Iterator[str]:
    if notes:
        yield ""
    yield from (f"- {labels.NOTE.to(lang)}{written(note)}" for note in notes)


def _quiz(quiz: QuizReport, lang: Lang) -> Iterator[str]:
    if not quiz.questions:
        return
    yield f"\n### {labels.QUIZ.to(lang)}: {quiz.score}/{quiz.max_score}\n"
    for question in quiz.questions:
        if question.status == "wrong":
            answer = f"{labels.YOUR_ANSWER.to(lang)}{answer_shown(question.answer)}"
            yield f"- ✗ **{written(question.id)}**: {written(question.prompt)}{BREAK}"
            yield f"  {written(answer)}{BREAK}"
            yield f"  → {written(question.explanation)}"
    for note in quiz.notes:
        yield f"- {labels.NOTE.to(lang)}{written(note)}"
    open_ = [question.id for question in quiz.questions if question.status == "unanswered"]
    if len(open_) == len(quiz.questions):
        yield labels.NOTHING_ANSWERED.to(lang)
    elif open_:
        yield f"- {written(labels.OPEN(questions=', '.join(open_)).to(lang))}"
