"""A report as a page that stands by itself: what it comes to first, then every exercise, to be unfolded.

Everything is escaped; there is no script, and nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import escaped, one_line
from autograder.judging.report import CheckReport, ExerciseReport, ExerciseStatus, Report, harmless
from autograder.render import labels
from autograder.render.headings import heading_of, sum_of
from autograder.render.html import (
    DARK,
    LIGHT,
    PICTURE_STYLE,
    STYLE,
    drawn_line,
    pictures_of,
    pictures_of_check,
    row,
)
from autograder.render.inline_text import marked
from autograder.render.outline import EXERCISE_STYLES, INDENT, Line, outline_of_harmless, to_mend

PAGE_COLORS = f"""
body {{ --page: #ffffff; background: var(--page); color: #1a1a1a; }}
@media (prefers-color-scheme: dark) {{
  body {{ --page: #121212; color: #f0f0f0; }}
  .autograder {{ {DARK}; }}
}}
@media print {{
  body {{ --page: #ffffff; color: #000000; }}
  .autograder {{ {LIGHT}; }}
  .autograder, .autograder * {{ print-color-adjust: exact; }}
  .autograder details::details-content {{ content-visibility: visible; block-size: auto; }}
  .autograder figure, .autograder .ag-tables {{ break-inside: avoid; }}
}}
"""
PAGE_STYLE = f"""{PAGE_COLORS}
body {{ margin: 2rem auto; max-width: 52rem; padding: 0 1rem; }}
.autograder .ag-head {{ font-size: 1.6em; }}
.autograder .ag-counts {{ display: flex; flex-wrap: wrap; gap: 0 1.4em; }}
.autograder .ag-said {{ font-weight: 400; }}
.autograder details.ag-part {{ margin: 0; }}
.autograder .ag-part > summary {{ position: relative; list-style: none; border-top: 1px solid rgba(128, 128, 128, .35); padding: 4px 0 4px 1.3em; margin-top: 8px; }}
.autograder .ag-part > summary::-webkit-details-marker {{ display: none; }}
.autograder .ag-part > summary::before {{ content: "▸" / ""; position: absolute; left: .1em; top: .45em; }}
.autograder .ag-part[open] > summary::before {{ content: "▾" / ""; }}
.autograder .ag-part > summary:focus-visible {{ outline: 2px solid var(--wait); outline-offset: 2px; }}
.autograder .ag-part > summary .ag-row {{ font-weight: 600; margin: 4px 0; }}
.autograder p.ag-alone {{ padding-left: 1.3em; }}
.autograder footer {{ border-top: 1px solid rgba(128, 128, 128, .35); padding-top: 8px; margin-top: 12px; }}
@media (max-width: 40em) {{
  .autograder .ag-part details {{ margin-left: 0; }}
  .autograder .ag-part > p, .autograder .ag-part > p.ag-row {{ padding-left: max(0px, var(--indent) * 3px - 6px); }}
}}
@media print {{
  .autograder .ag-part > summary::before {{ content: none; }}
  .autograder .ag-part > summary {{ break-after: avoid; }}
}}
"""
PAGE = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="submission" content="{id}">
<title>{title}</title>
<style>{style}</style>
<main class="autograder">
{body}</main>
</html>
"""

LONGEST = 600  # characters of what the first check to mend says
SUMMARY = Text(en="Summary", pt="Resumo")
COUNTS: Mapping[ExerciseStatus, Text] = {
    "passed": Text(en="passed: {count}", pt="completos: {count}"),
    "partial": Text(en="passed in part: {count}", pt="em parte: {count}"),
    "failed": Text(en="not passed yet: {count}", pt="ainda não passaram: {count}"),
    "not_attempted": Text(en="not started: {count}", pt="não iniciados: {count}"),
}


def html_report(report: Report, comments: Mapping[str, str] = {}) -> str:
    """Write a report as a page that stands by itself; `comments` are what an instructor says of exercises, by their ids."""
    points = sum_of(report)
    title = f"{heading_of(report.submission)} · {points.score}/{points.max_score}"
    body = "".join(_body(harmless(report), comments))
    id_ = escape(one_line(report.submission.id))
    return PAGE.format(
        lang=report.lang, id=id_, title=escape(title), style=STYLE + PICTURE_STYLE + PAGE_STYLE, body=body
    )


def _body(report: Report, comments: Mapping[str, str]) -> Iterator[str]:
    lines = outline_of_harmless(report)
    if report.status == "ungradable":
        yield from map(drawn_line, lines)
        return
    head, *parts, last = _parted(lines)
    yield from map(drawn_line, head)
    yield _summary(report, last)
    first, _ = to_mend(report)
    exercises = iter(report.exercises)
    for part in parts:
        exercise = next(exercises, None)  # the quiz comes last, and is none
        comment = "" if exercise is None else comments.get(exercise.id, "")
        said = [Line("next", escaped(comment), labels.COMMENT.to(report.lang))] if comment else []
        open_ = exercise is not None and (exercise is first or bool(said))
        yield _part(part[0], "".join(_details(said, part[1:], exercise, report.lang)), open_=open_)
    foot = "".join(drawn_line(line) for line in last if line.style == "faint")
    yield f"<footer>\n{foot}</footer>\n"


def _parted(lines: Iterable[Line]) -> list[list[Line]]:
    """Part an outline into its head, one part for each exercise and the quiz, and what comes after them."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        heading = line.parts is not None and not line.indent
        if heading or line.style == "total":
            parts.append([])
        if line.style != "gap":  # rules part the exercises here
            parts[-1].append(line)
    return parts


def _summary(report: Report, last: Sequence[Line]) -> str:
    """Say what it comes to and what is to be done first, with what the first check to mend says."""
    lang = report.lang
    statuses = [exercise.status for exercise in report.exercises]
    counts = "".join(
        f'<span class="ag-{EXERCISE_STYLES[status]}"><span class="ag-lead">{labels.EXERCISE_MARKS[status]}</span> '
        f"{escape(text(count=statuses.count(status)).to(lang))}</span> "
        for status, text in COUNTS.items()
        if status in statuses
    )
    total = "".join(drawn_line(line) for line in last if line.style == "total" and _adds(report))
    pieces = [total, f'<p class="ag-counts">{counts}</p>\n' if len(statuses) > 1 else ""]
    _, check = to_mend(report)
    for line in last:
        if line.style == "next":
            why = (
                ""
                if check is None
                else f'<br><span class="ag-said">{marked(one_line(check.rationale, LONGEST))}</span>'
            )
            pieces.append(drawn_line(line).replace("</p>", f"{why}</p>"))
        elif line.style == "code":
            pieces.append(drawn_line(line))
    return f'<section aria-label="{escape(SUMMARY.to(lang))}">\n{"".join(pieces)}</section>\n'


def _adds(report: Report) -> bool:
    """Whether there are more points than those of the heading."""
    return bool(report.quiz.questions or (report.extra.max_score and sum_of(report) is report))


def _part(heading: Line, body: str, *, open_: bool) -> str:
    if not body:
        return row(heading).replace('<p class="', '<p class="ag-alone ', 1)
    summary = row(heading, "span").strip()
    return f'<details class="ag-part"{" open" if open_ else ""} style="--indent: 0"><summary>{summary}</summary>\n{body}</details>\n'


def _details(said: Sequence[Line], lines: Sequence[Line], exercise: ExerciseReport | None, lang: Lang) -> Iterator[str]:
    """Draw what there is of an exercise below its heading, and below each check what there is to see of it."""
    yield from map(drawn_line, said)
    tried = exercise is not None and exercise.status != "not_attempted"
    checks = iter(exercise.checks if exercise is not None and tried else ())
    check: CheckReport | None = None
    shown = False
    for line in [*lines, Line("gap")]:
        if check is not None and line.indent <= INDENT:
            drawn = pictures_of_check(check, lang, shown=not shown)
            shown = shown or bool(drawn)
            check = None
            yield drawn
        if line.parts is not None:
            check = next(checks, None)
        if line.style != "gap":
            yield drawn_line(line)
    if exercise is not None and tried:
        yield from pictures_of(exercise, lang)
