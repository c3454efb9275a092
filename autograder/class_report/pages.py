"""The pages of a class: one for all of it, and one for each exercise. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from autograder import __version__
from autograder.class_report import parts, report_messages
from autograder.class_report.oral import ORAL_PAGE
from autograder.class_report.parts import Head
from autograder.class_report.sections import (
    SENTENCE,
    Class,
    commonest,
    groups_to_comment,
    known_mistakes,
    pairs_alike,
    questions,
    ranks,
    who_is_stuck,
)
from autograder.class_report.statistics import BINS, scores_of
from autograder.class_report.summary import Asked, Done, Row, ordered
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.model import CheckStatus
from autograder.judging.report import ExerciseStatus
from autograder.render import labels
from autograder.render.table import short_heads

FIRST = 5  # sentences of a list that may be long
CHECK_STYLES: Mapping[CheckStatus, str] = {
    "passed": "good",
    "failed": "bad",
    "error": "bad",
    "waiting": "wait",
    "not_attempted": "open",
}
EXERCISE_STYLES: Mapping[ExerciseStatus, str] = {
    "passed": "good", "partial": "half", "failed": "bad", "not_attempted": "open",
}  # fmt: skip


def index_page(shown: Class) -> str:
    """Write the page of a class: the summary first, what is long folded away."""
    lang, summary = shown.lang, shown.summary
    sections = [
        ("scores", report_messages.SCORES, _scores(shown)),
        ("exercises", report_messages.EXERCISES, _exercises(shown)),
        ("mistakes", report_messages.MISTAKES, commonest(shown)),
        ("quiz", report_messages.QUIZ, questions(shown)),
        ("stuck", report_messages.STUCK, who_is_stuck(shown)),
        ("alike", report_messages.ALIKE, pairs_alike(shown)),
        ("students", report_messages.STUDENTS, _students(shown)),
    ]
    to_look_at = list(_to_look_at(shown))
    if to_look_at:
        sections.insert(0, ("look", report_messages.TO_LOOK_AT, _listed(to_look_at, lang)))
    if not summary.asked:
        graded = {"exercises", "mistakes", "quiz", "stuck", "alike", "scores"}
        sections = [section for section in sections if section[0] not in graded]
    title = _title(report_messages.TITLE, shown.title)
    oral = f"<p>{parts.link(ORAL_PAGE, parts.text(report_messages.ORAL, lang))}</p>\n" if shown.oral else ""
    body = f"<h1>{parts.text(title, lang)}</h1>\n{_cards(shown)}{oral}{_contents(sections, lang)}"
    body += "".join(parts.section(id_, head, text, lang) for id_, head, text in sections)
    return parts.page(title.to(lang), body + _foot(shown), lang)


def exercise_page(shown: Class, asked: Asked) -> str:
    """Write the page of one exercise: its checks, its mistakes, its groups, and what each student did."""
    lang, summary = shown.lang, shown.summary
    mistakes = [mistake for mistake in summary.mistakes.values() if mistake.exercise == asked.id]
    groups = [group for group in summary.groups.values() if group.cluster.exercise == asked.id]
    groups.sort(key=lambda group: (-len(group.students), group.cluster.id))
    sections = [
        ("checks", report_messages.CHECKS, _checks(shown, asked)),
        ("mistakes", report_messages.MISTAKES_HERE, known_mistakes(shown, ordered(mistakes), with_exercise=False)),
        ("groups", report_messages.GROUPS, groups_to_comment(shown, groups)),
        ("students", report_messages.STUDENTS, _students_of(shown, asked)),
    ]
    title = _title(asked.title, asked.id)
    body = f'<p><a href="index.html">{parts.text(report_messages.BACK, lang)}</a></p>\n<h1>{parts.text(title, lang)}</h1>\n'
    body += _contents(sections, lang)
    body += "".join(parts.section(id_, head, text, lang) for id_, head, text in sections)
    return parts.page(title.to(lang), body, lang)


def _listed(said: Sequence[str], lang: Lang) -> str:
    """List sentences; what comes after the first few is folded away."""
    first, more = (
        f"<ul>\n{''.join(f'<li>{one}</li>{chr(10)}' for one in part)}</ul>\n" for part in (said[:FIRST], said[FIRST:])
    )
    if len(said) <= FIRST:
        return first
    return first + parts.folded(parts.text(report_messages.MORE(count=len(said) - FIRST), lang), more)


def _title(title: Text | str, what: str) -> Message:
    return report_messages.OF(title=title, what=one_line(what)) if what else report_messages.OF(title=title, what="")


def _contents(sections: Iterable[tuple[str, Text, str]], lang: Lang) -> str:
    links = "".join(f'<li><a href="#{id_}">{parts.text(head, lang)}</a></li>' for id_, head, _ in sections)
    return f'<nav aria-label="{parts.text(report_messages.CONTENTS, lang)}"><ul>{links}</ul></nav>\n'


def _cards(shown: Class) -> str:
    lang, summary = shown.lang, shown.summary
    statuses = Counter(row.status for row in summary.rows)
    figures: list[tuple[str, Text | Message]] = [(str(len(summary.rows)), report_messages.COUNT_STUDENTS)]
    figures.append((str(statuses["graded"]), report_messages.COUNT_GRADED))
    if statuses["ungradable"]:
        figures.append((str(statuses["ungradable"]), report_messages.COUNT_UNGRADABLE))
    if statuses["missing"]:
        figures.append((str(statuses["missing"]), report_messages.COUNT_MISSING))
    graded = [row for row in summary.rows if row.status == "graded"]
    scores = scores_of([row.score for row in graded], summary.max_score)
    if scores is not None:
        figures.append((parts.number(scores.median, lang), report_messages.MEDIAN(max=summary.max_score)))
        figures.append((parts.number(scores.mean, lang), report_messages.MEAN(max=summary.max_score)))
    quiz = scores_of([row.quiz for row in graded if row.quiz is not None], summary.quiz_max)
    if quiz is not None:
        said = report_messages.MEAN_QUIZ(max=summary.quiz_max, count=quiz.count)
        figures.append((parts.number(quiz.mean, lang), said))
    cards = "".join(f"<li><strong>{value}</strong> {parts.text(said, lang)}</li>\n" for value, said in figures)
    return f'<ul class="ag-cards">\n{cards}</ul>\n'


def _foot(shown: Class) -> str:
    if shown.made is None:
        return ""
    return parts.paragraph(
        report_messages.MADE(when=parts.day(shown.made, shown.lang), version=__version__), shown.lang, "ag-faint"
    )


def _to_look_at(shown: Class) -> Iterator[str]:
    lang, summary = shown.lang, shown.summary
    for note in shown.notes:
        yield parts.marked(note.to(lang))
    if summary.official == {False} and summary.asked:
        yield parts.text(report_messages.ADVICE, lang)
    if len(summary.graders) > 1:
        yield parts.text(report_messages.SEVERAL_GRADERS(count=len(summary.graders)), lang)
    for place, row in enumerate(summary.rows):
        for what in (*([row.reason] if row.reason else []), *row.notes):
            yield f"{shown.student(place)}: {parts.marked(what, SENTENCE)}"


# --- scores and exercises


def _scores(shown: Class) -> str:
    lang, summary = shown.lang, shown.summary
    scores = scores_of([row.score for row in summary.rows if row.status == "graded"], summary.max_score)
    if scores is None:
        return parts.paragraph(report_messages.NO_GRADES, lang)
    most = max(scores.bins)
    rows = []
    for at in range(BINS - 1, -1, -1):
        head = report_messages.FROM_TO(low=at * 100 // BINS, high=(at + 1) * 100 // BINS)
        drawn = parts.bar(100 * scores.bins[at] / most)
        rows.append(parts.row(parts.text(head, lang), [parts.count(scores.bins[at]), parts.cell(drawn)]))
    heads = "".join(
        f'<th scope="col"{style}>{parts.text(head, lang)}</th>'
        for head, style in ((report_messages.SCORE_SHARE, ""), (report_messages.COUNT, ' class="ag-figure"'))
    )
    spread = report_messages.SPREAD(
        lower=parts.number(scores.lower, lang),
        upper=parts.number(scores.upper, lang),
        deviation=parts.number(scores.deviation, lang),
    )
    return (
        f'<table class="ag-bins"><thead><tr>{heads}<td></td></tr></thead>\n<tbody>\n{"".join(rows)}</tbody></table>\n'
        + parts.paragraph(spread, lang)
    )


def _exercises(shown: Class) -> str:
    lang, summary = shown.lang, shown.summary
    graded = [row for row in summary.rows if row.status == "graded"]
    rows: list[str] = []
    for asked in summary.asked.values():
        done = [row.exercises[asked.id] for row in graded if asked.id in row.exercises]
        states = Counter(one.status for one in done)
        mean = sum(one.score for one in done) / (len(done) * asked.max_score or 1)
        drawn = parts.stack(
            (style, 100 * states[status] / (len(done) or 1)) for status, style in EXERCISE_STYLES.items()
        )
        cells = [
            parts.count(asked.max_score),
            parts.count(len(done) - states["not_attempted"]),
            parts.count(states["passed"]),
            parts.cell(f"{parts.number(100 * mean, lang, 0)} %", "ag-figure", f"{mean:.4f}"),
            parts.cell(drawn, "ag-wide"),
        ]
        title = f"{parts.text(asked.title, lang)}<br><small>{parts.identifier(asked.id)}</small>"
        head = parts.link(shown.page_of(asked.id), title)
        rows.append(parts.row(head, cells, f"{len(rows):03}"))
    heads = [
        Head(report_messages.EXERCISE), Head(report_messages.POINTS, figure=True), Head(report_messages.STARTED, figure=True),
        Head(report_messages.PASSED, figure=True), Head(report_messages.MEAN_SHARE, figure=True), Head(report_messages.STATE),
    ]  # fmt: skip
    return parts.table(heads, rows, report_messages.EXERCISES.to(lang), lang)


def _checks(shown: Class, asked: Asked) -> str:
    lang = shown.lang
    done = [row.exercises[asked.id] for row in shown.summary.rows if asked.id in row.exercises]
    rows = []
    for at, (_, title, points) in enumerate(asked.checks):
        states = Counter(one.checks[at] for one in done)
        drawn = parts.stack((CHECK_STYLES[status], 100 * states[status] / (len(done) or 1)) for status in CHECK_STYLES)
        figures = [parts.count(points), *(parts.count(states[status]) for status in labels.CHECK_STATUS)]
        rows.append(parts.row(parts.text(title, lang), [*figures, parts.cell(drawn, "ag-wide")], f"{at:03}"))
    statuses = [Head(said, figure=True) for said in labels.CHECK_STATUS.values()]
    heads = [
        Head(report_messages.CHECK),
        Head(report_messages.POINTS, figure=True),
        *statuses,
        Head(report_messages.STATE),
    ]
    return parts.table(heads, rows, report_messages.CHECKS.to(lang), lang)


# --- everybody


def _in_order(shown: Class) -> list[tuple[int, Row, str]]:
    rank = ranks(shown.summary.rows)
    return sorted(
        ((place, row, rank[place]) for place, row in enumerate(shown.summary.rows)), key=lambda each: int(each[2])
    )


def _students(shown: Class) -> str:
    lang, summary = shown.lang, shown.summary
    asked = list(summary.asked.values())
    ids = any(row.id != row.name for row in summary.rows)
    times = any(row.at for row in summary.rows)
    again = any(row.attempts > 1 for row in summary.rows)
    quiz = bool(summary.quiz_max)
    rows = []
    for place, row, rank in _in_order(shown):
        cells = [parts.cell(parts.name(row.id))] if ids else []
        graded = row.status == "graded"
        cells.append(
            parts.cell(f"<strong>{row.score}</strong>", "ag-figure", row.score)
            if graded
            else parts.cell(
                parts.text(report_messages.UNGRADABLE if row.status == "ungradable" else report_messages.MISSING, lang),
                "ag-bad",
                -1,
            )
        )
        if quiz:
            cells.append(parts.cell("–", "ag-figure", -1) if row.quiz is None else parts.count(row.quiz))
        cells += [_score(row.exercises.get(one.id)) for one in asked]
        if again:
            cells.append(parts.count(row.attempts))
        if times:
            cells.append(parts.cell(parts.day(row.at, lang), "ag-figure", parts.moment(row.at)))
        rows.append(parts.row(shown.student(place), cells, rank, row.said))
    short = short_heads([one.id for one in asked])
    heads = [
        Head(report_messages.STUDENT),
        *([Head(report_messages.ID)] if ids else []),
        Head(report_messages.TOTAL, figure=True),
        *([Head(report_messages.QUIZ_SCORE, figure=True)] if quiz else []),
        *(Head(head, figure=True, about=f"{one.id}: {one.title}") for head, one in zip(short, asked, strict=True)),
        *([Head(report_messages.ATTEMPTS, figure=True)] if again else []),
        *([Head(report_messages.LAST, figure=True)] if times else []),
    ]
    legend = ", ".join(f"{head} {one.id}" for head, one in zip(short, asked, strict=True))
    after = f'<p class="ag-faint">{parts.text(report_messages.LEGEND, lang)} {escape(legend)}</p>\n' if asked else ""
    return parts.table(heads, rows, report_messages.STUDENTS.to(lang), lang) + after


def _score(done: Done | None) -> str:
    if done is None or done.status == "not_attempted":
        return parts.cell("–", "ag-figure ag-faint", -1)
    return parts.count(done.score, f"ag-{EXERCISE_STYLES[done.status]}")


def _students_of(shown: Class, asked: Asked) -> str:
    lang = shown.lang
    rows = []
    for place, row, rank in _in_order(shown):
        done = row.exercises.get(asked.id)
        if done is None:
            continue
        marks = [
            parts.cell(
                f"{labels.CHECK_MARKS[status]} {parts.text(labels.CHECK_STATUS[status], lang)}",
                f"ag-{CHECK_STYLES[status]}".replace("open", "faint"),
            )
            for status in done.checks
        ]
        rows.append(parts.row(shown.student(place), [_score(done), *marks], rank, done.cluster))
    heads = [Head(report_messages.STUDENT), Head(report_messages.POINTS, figure=True)]
    heads += [Head(title, wide=True) for _, title, _ in asked.checks]
    return parts.table(heads, rows, report_messages.STUDENTS.to(lang), lang)
