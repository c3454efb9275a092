"""A report as HTML: a page by itself, or the piece that a notebook shows. It reads in light and dark.

Everything is escaped; there is no script, and nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from autograder.core.language import Lang
from autograder.core.plain import one_line
from autograder.core.report import ExerciseReport, Report
from autograder.render.outline import Line, exercise_outline, outline

# Colours of middling lightness on whatever background there is: at least 4.5:1 on white and on #111.
STYLE = """
.autograder { font: 15px/1.5 system-ui, sans-serif; max-width: 60em; }
.autograder p { margin: .15em 0; padding-left: calc(var(--indent) * .5em); overflow-wrap: anywhere; }
.autograder .lead { font-weight: 600; white-space: pre; }
.autograder .head, .autograder .total { font-size: 1.15em; font-weight: 600; }
.autograder .good { color: #218739; } .autograder .bad { color: #d1373f; } .autograder .half { color: #a06a00; }
.autograder .wait, .autograder .faint { color: #757575; }
.autograder .good, .autograder .bad, .autograder .half { font-weight: 600; }
.autograder .help { font-style: italic; } .autograder .next { font-weight: 600; margin-top: .5em; }
.autograder .code { font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
.autograder .gap { height: .6em; }
"""
PAGE = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>body {{ margin: 2em auto; max-width: 60em; padding: 0 1em; }}{style}</style>
<main class="autograder">
{body}</main>
</html>
"""


def html_report(report: Report) -> str:
    """Write a report as a page that stands by itself."""
    title = f"{one_line(report.submission.id)} · {report.score}/{report.max_score}"
    return PAGE.format(lang=report.lang, title=escape(title), style=STYLE, body=_body(outline(report)))


def html_exercise(exercise: ExerciseReport, lang: Lang) -> str:
    """Write one exercise as a piece of a page."""
    body = _body(exercise_outline(exercise, lang))
    return f'<style>{STYLE}</style>\n<div class="autograder" lang="{lang}">\n{body}</div>\n'


def _body(lines: Iterable[Line]) -> str:
    return "".join(_drawn(line) for line in lines)


def _drawn(line: Line) -> str:
    if line.style == "gap":
        return '<p class="gap"></p>\n'
    lead = f'<span class="lead">{escape(line.lead)}</span>' if line.lead else ""
    text = escape(line.text).replace("\n", "<br>")
    return f'<p class="{line.style}" style="--indent: {line.indent}">{lead}{text}</p>\n'
