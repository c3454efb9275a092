"""What is found in a class: its mistakes, groups to comment on, questions, who is stuck, who is alike; as HTML. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from autograder.class_report import parts, report_messages
from autograder.class_report.class_model import Oral
from autograder.class_report.comments import line_to_paste
from autograder.class_report.parts import Head
from autograder.class_report.similarity import Alike
from autograder.class_report.statistics import ENOUGH, Interval, Item, items_of
from autograder.class_report.summary import Group, Mistake, Row, Summary, ordered
from autograder.i18n.alphabet import sort_key
from autograder.i18n.language import Lang, Message, Text
from autograder.i18n.sanitize import one_line

SHOWN_MISTAKES = 20
SHOWN_STUCK = 8  # checks
HARDEST = 3  # questions
SENTENCE = 600  # characters


@dataclass(frozen=True, slots=True)
class Code:
    """Two places in what two students wrote."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Class:
    """A class as its pages show it: what was summed up, in which language, and what was found in comparing."""

    summary: Summary
    lang: Lang
    title: str
    comments: Mapping[str, str]
    comments_file: str
    notes: tuple[Message | Text, ...]
    pairs: tuple[Alike, ...]
    all_pairs: int
    code: Mapping[tuple[int, int, str], Code]
    made: datetime | None = None
    oral: Mapping[int, tuple[Oral, ...]] = field(default_factory=dict)  # by the student's place

    def page_of(self, exercise: str) -> str:
        """Name the page of an exercise."""
        return f"exercise-{exercise}.html"

    def student(self, place: int) -> str:
        """Write a student's name, with the way to the student's page."""
        row = self.summary.rows[place]
        return parts.link(row.page, parts.name(row.name))

    def title_of(self, exercise: str, check: str = "") -> str:
        """Give the title of an exercise, or of one of its checks."""
        asked = self.summary.asked[exercise]
        titles = {id_: title for id_, title, _ in asked.checks}
        return titles.get(check, check) if check else asked.title


def ranks(rows: Sequence[Row]) -> list[str]:
    """Give the places of students in the alphabet, as they are sorted in a browser."""
    in_order = sorted(range(len(rows)), key=lambda place: (sort_key(rows[place].name), sort_key(rows[place].id)))
    found = [""] * len(rows)
    for rank, place in enumerate(in_order):
        found[place] = str(rank)
    return found


# --- mistakes and groups


def commonest(shown: Class) -> str:
    """Write the mistakes that most students make, folded."""
    mistakes = ordered(list(shown.summary.mistakes.values()))
    body = known_mistakes(shown, mistakes[:SHOWN_MISTAKES], with_exercise=True)
    if len(mistakes) > SHOWN_MISTAKES:
        body += parts.paragraph(report_messages.MORE_MISTAKES(count=len(mistakes) - SHOWN_MISTAKES), shown.lang)
    return body


def known_mistakes(shown: Class, mistakes: Sequence[Mistake], *, with_exercise: bool) -> str:
    """Write mistakes: how many make each; below it why, the smallest example, and who."""
    lang = shown.lang
    if not mistakes:
        return parts.paragraph(report_messages.NO_MISTAKES, lang)
    found = []
    for mistake in mistakes:
        where = f"{parts.identifier(mistake.exercise)}: " if with_exercise else ""
        told = mistake.name or mistake.id
        named = f" {parts.code(mistake.id)}" if mistake.name else ""
        head = f"<strong>{len(mistake.students)}</strong> · {where}{parts.text(told, lang)}{named}"
        body = f"<p>{parts.marked(mistake.why, SENTENCE)}</p>\n" if mistake.why else ""
        found.append(parts.folded(head, body + _example(mistake, lang) + _names(shown, mistake.students)))
    return "".join(found)


def _example(of: Mistake | Group, lang: Lang) -> str:
    if of.example is None:
        return ""
    gives = report_messages.GIVES(got=one_line(of.example.got, 300), expected=one_line(of.example.expected, 300))
    return (
        f'<p>{parts.text(report_messages.EXAMPLE, lang)}<span class="ag-code">{escape(one_line(of.example.call, 1_000))}</span><br>'
        f"{parts.text(gives, lang)}</p>\n"
    )


def _names(shown: Class, places: Sequence[int]) -> str:
    rows = shown.summary.rows
    in_order = sorted(places, key=lambda place: sort_key(rows[place].name))
    names = "".join(f"<li>{shown.student(place)}</li>\n" for place in in_order)
    return f'<ul class="ag-names">\n{names}</ul>\n'


def groups_to_comment(shown: Class, groups: Sequence[Group]) -> str:
    """Write the groups of equal behaviour, each with the line by which its comment is written."""
    lang = shown.lang
    if not groups:
        return parts.paragraph(report_messages.NO_GROUPS, lang)
    body = parts.paragraph(report_messages.GROUPS_ABOUT(file=one_line(shown.comments_file)), lang)
    several = [group for group in groups if len(group.students) > 1]
    alone = [group for group in groups if len(group.students) <= 1]
    body += "".join(_group(shown, group) for group in several)
    if alone:
        head = parts.text(report_messages.ALONE(count=len(alone)), lang)
        body += parts.folded(head, "".join(_group(shown, group) for group in alone))
    return body


def _group(shown: Class, group: Group) -> str:
    lang = shown.lang
    cluster = group.cluster
    comment = shown.comments.get(cluster.id, "")
    titles = [
        f"{shown.title_of(cluster.exercise, check)}{f' ({said})' if said else ''}"
        for check, said in zip(cluster.checks, cluster.shown, strict=True)
    ]
    state = f" · {parts.text(report_messages.COMMENTED, lang)}" if comment else ""
    head = f"<strong>{len(group.students)}</strong> · {parts.text('; '.join(titles), lang)} {parts.code(cluster.id)}{state}"
    inside = "" if cluster.named else parts.paragraph(report_messages.GROUP_UNNAMED, lang)
    if not cluster.named and group.said:
        inside += f"<p>{parts.text(report_messages.ONE_SAYS, lang)}{parts.marked(group.said, SENTENCE)}</p>\n"
    inside += _example(group, lang)
    if comment:
        inside += f"<p>{parts.text(report_messages.COMMENT, lang)}{parts.text(comment, lang, 2_000)}</p>\n"
    line = escape(line_to_paste(cluster.id, comment))
    inside += f'<p>{parts.text(report_messages.LINE, lang)}<span class="ag-code">{line}</span></p>\n'
    return parts.folded(head, inside + _names(shown, group.students))


# --- the quiz


def questions(shown: Class) -> str:
    """Write how each question of the quiz did."""
    lang, summary = shown.lang, shown.summary
    items = items_of(list(summary.questions), summary.answers)
    body = parts.paragraph(report_messages.NOT_JUDGED, lang) if summary.recorded else ""
    if not items:
        return body + ("" if summary.recorded else parts.paragraph(report_messages.NO_QUIZ, lang))
    fewest = min(item.asked for item in items)
    if fewest < ENOUGH:
        body += parts.paragraph(report_messages.TOO_FEW(enough=ENOUGH, count=fewest), lang)
    rows = [_item(item, summary.questions[item.id], at, lang) for at, item in enumerate(items)]
    heads = [
        Head(report_messages.QUESTION), Head(report_messages.ANSWERED, figure=True), Head(report_messages.RIGHT, figure=True),
        Head(report_messages.DIFFICULTY, figure=True), Head(report_messages.DISCRIMINATION, figure=True),
    ]  # fmt: skip
    whole = parts.paragraph(report_messages.QUIZ_ABOUT, lang) + parts.table(
        heads, rows, report_messages.QUIZ.to(lang), lang
    )
    hardest = sorted(items, key=lambda item: item.difficulty)[:HARDEST]
    told = ", ".join(f"{item.id} ({parts.number(100 * item.difficulty, lang, 0)} %)" for item in hardest)
    body += parts.paragraph(report_messages.HARDEST(items=told), lang)
    weak = [item for item in items if item.weak]
    if weak:
        weakest = sorted(weak, key=lambda item: item.discrimination or 0)[:HARDEST]
        body += parts.paragraph(
            report_messages.WEAK(count=len(weak), items=", ".join(item.id for item in weakest)), lang
        )
    return body + parts.folded(parts.text(report_messages.ALL_QUESTIONS(count=len(items)), lang), whole)


def _item(item: Item, prompt: str, at: int, lang: Lang) -> str:
    head = f"{parts.text(item.id, lang)}<br><small>{parts.text(prompt, lang, 140)}</small>"
    found = item.discrimination
    if found is None:
        discrimination = parts.text(report_messages.ALL_ALIKE, lang)
    else:
        discrimination = _within(found, item.discrimination_within, lang) + (" ?" if item.weak else "")
    style = "ag-figure ag-bad" if item.weak else "ag-figure"
    cells = [
        parts.count(item.answered),
        parts.count(item.right),
        parts.cell(_within(item.difficulty, item.difficulty_within, lang), "ag-figure", f"{item.difficulty:.4f}"),
        parts.cell(discrimination, style, -2 if found is None else f"{found:.4f}"),
    ]
    return parts.row(head, cells, f"{at:03}")


def _within(value: float, interval: Interval | None, lang: Lang) -> str:
    figure = parts.number(value, lang, 2)
    if interval is None:
        return parts.text(report_messages.TOO_FEW_CELL(value=figure), lang)
    low, high = parts.number(interval.low, lang, 2), parts.number(interval.high, lang, 2)
    return parts.text(report_messages.WITHIN(value=figure, low=low, high=high), lang)


# --- who is stuck, and who is alike


def who_is_stuck(shown: Class) -> str:
    """Write where most are stuck, and below it who."""
    lang, summary = shown.lang, shown.summary
    if all(row.attempts < 2 for row in summary.rows):  # noqa: PLR2004 -- with one there is nothing to compare
        return parts.paragraph(report_messages.STUCK_NEEDS, lang)
    places = [(place, one) for place, row in enumerate(summary.rows) for one in row.stuck]
    if not places:
        return parts.paragraph(report_messages.NOBODY_STUCK, lang)
    where = Counter((one.exercise, one.check) for _, one in places).most_common()
    body = (
        parts.paragraph(report_messages.STUCK_ABOUT, lang)
        + f"<h3>{parts.text(report_messages.STUCK_WHERE, lang)}</h3>\n<ol>\n"
    )
    for (exercise, check), count in where[:SHOWN_STUCK]:
        title = f"{parts.identifier(exercise)}: {parts.text(shown.title_of(exercise, check), lang)}"
        body += f"<li>{parts.link(shown.page_of(exercise), title)} · <strong>{count}</strong></li>\n"
    body += "</ol>\n"
    rank = ranks(summary.rows)
    rows = [
        parts.row(
            shown.student(place),
            [
                parts.cell(parts.identifier(one.exercise)),
                parts.cell(parts.text(shown.title_of(one.exercise, one.check), lang)),
                parts.cell(parts.day(one.since, lang), "ag-time", parts.moment(one.since)),
                parts.count(one.tries),
                parts.count(one.elsewhere),
            ],
            rank[place],
        )
        for place, one in sorted(places, key=lambda each: (-each[1].tries, int(rank[each[0]])))
    ]
    heads = [
        Head(report_messages.STUDENT), Head(report_messages.EXERCISE), Head(report_messages.CHECK), Head(report_messages.SINCE),
        Head(report_messages.TRIES, figure=True), Head(report_messages.ELSEWHERE, figure=True),
    ]  # fmt: skip
    summary_line = f"{parts.text(report_messages.STUCK_WHO, lang)} ({len({place for place, _ in places})})"
    return body + parts.folded(summary_line, parts.table(heads, rows, report_messages.STUCK_WHO.to(lang), lang))


def pairs_alike(shown: Class) -> str:
    """Write the pairs that are alike, each with its evidence folded."""
    lang = shown.lang
    body = parts.paragraph(report_messages.ALIKE_ABOUT, lang)
    if not shown.pairs:
        return body + parts.paragraph(report_messages.NOBODY_ALIKE, lang)
    if shown.all_pairs > len(shown.pairs):
        body += parts.paragraph(report_messages.MORE_ALIKE(shown=len(shown.pairs), all=shown.all_pairs), lang)
    pairs = ""
    for pair in shown.pairs:
        share = f"{parts.number(100 * pair.share, lang, 0)} %" if pair.passages else ""
        exercises = ", ".join(dict.fromkeys([*(one.exercise for one in pair.passages), *pair.wrong]))
        after = " · ".join(part for part in (share, parts.identifier(exercises)) if part)
        one, other = (parts.name(shown.summary.rows[place].name) for place in (pair.one, pair.other))
        links = f"<p>{_both(shown.student(pair.one), shown.student(pair.other), lang)}</p>\n"
        pairs += parts.folded(f"{_both(one, other, lang)} · {after}", links + _evidence(shown, pair))
    return body + parts.folded(parts.text(report_messages.PAIRS(count=len(shown.pairs)), lang), pairs)


def _both(one: str, other: str, lang: Lang) -> str:
    """Name two students, whose names are HTML already."""
    _, words, _ = report_messages.AND(one="|", other="|").to(lang).split("|")
    return f"{one}{escape(words)}{other}"


def _evidence(shown: Class, pair: Alike) -> str:
    lang, body = shown.lang, ""
    for passage in pair.passages:
        said = report_messages.SHARED(
            exercise=passage.exercise,
            first=passage.lines[0],
            last=passage.lines[1],
            other_first=passage.other_lines[0],
            other_last=passage.other_lines[1],
        )
        body += parts.paragraph(said, lang)
        found = shown.code.get((pair.one, pair.other, passage.exercise))
        if found is not None:
            body += f'<div class="ag-sides"><pre>{escape(found.one)}</pre><pre>{escape(found.other)}</pre></div>\n'
    for exercise in pair.wrong:
        body += parts.paragraph(report_messages.SAME_WRONG(exercise=exercise), lang)
    return body
