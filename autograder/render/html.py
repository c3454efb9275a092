"""Pieces of a report as HTML: those of a page, and what a notebook shows. They read in light and dark.

Everything is escaped; there is no script, and nothing is fetched from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.report import CheckReport, ExerciseReport, harmless
from autograder.render import cells, graph, heat, inline_text, labels, line_plots, plots
from autograder.render.graph import graph_html, graph_of
from autograder.render.heat import heat_html, heat_of
from autograder.render.inline_text import marked
from autograder.render.outline import INDENT, Line, exercise_outline
from autograder.render.plots import Network, network_html, network_of

# No colour can be read on white and on black alike, so there are two sets, each at least 4.5:1 on its background.
LIGHT = "--good: #1a7f37; --half: #8a5c00; --bad: #c9252d; --wait: #0a66c2"
DARK = "--good: #4cc265; --half: #d9a520; --bad: #ff7b72; --wait: #6cb0ff"
# Names of classes begin with "ag-": pages that this is shown in have their own .help, .lead and .row (nbgrader's among them).
# What is grey is the text's own colour, thinned: it fits whatever background there is.
STYLE = f"""
.autograder {{ {LIGHT}; font: 15px/1.5 var(--jp-content-font-family, system-ui, sans-serif); color: var(--jp-content-font-color1, inherit); max-width: 55em; }}
body[data-jp-theme-light="false"] .autograder, .vscode-dark .autograder {{ {DARK}; }}
.autograder p {{ margin: 2px 0; padding-left: max(0px, var(--indent) * 12px - 24px); overflow-wrap: anywhere; }}
.autograder .ag-row, .autograder p.ag-row {{ display: flex; align-items: baseline; column-gap: 9px; margin: 4px 0; padding-left: calc(var(--indent) * 6px); }}
.autograder .ag-row .ag-lead {{ flex: none; width: 1em; text-align: center; }}
.autograder .ag-row .ag-what {{ flex: 1; }}
.autograder .ag-row .ag-after {{ font-size: 13px; font-weight: 400; margin-left: 4px; }}
.autograder .ag-row .ag-points {{ flex: none; font-variant-numeric: tabular-nums; }}
.autograder p.ag-top {{ border-top: 1px solid rgba(128, 128, 128, .35); padding-top: 8px; margin-top: 12px; font-weight: 600; }}
.autograder p.ag-top:first-child {{ border-top: 0; padding-top: 0; margin-top: 0; }}
.autograder p.ag-short {{ font-weight: 400; }}
.autograder p.ag-short + p.ag-short {{ border-top: 0; padding-top: 0; margin-top: 4px; }}
.autograder .ag-lead {{ font-weight: 600; }}
.autograder .ag-head {{ margin: 2px 0; overflow-wrap: anywhere; font-size: 1.2em; font-weight: 600; line-height: 1.3; }}
.autograder .ag-total {{ border-top: 2px solid rgba(128, 128, 128, .6); padding-top: 8px; margin-top: 12px; font-size: 1.15em; font-weight: 600; }}
.autograder .ag-good .ag-lead, .autograder .ag-good .ag-points {{ color: var(--good); }}
.autograder .ag-half .ag-lead, .autograder .ag-half .ag-points {{ color: var(--half); }}
.autograder .ag-bad .ag-lead, .autograder .ag-bad .ag-points {{ color: var(--bad); }}
.autograder .ag-wait .ag-lead, .autograder .ag-wait .ag-points {{ color: var(--wait); }}
.autograder .ag-bad, .autograder .ag-half {{ font-weight: 600; }}
.autograder .ag-faint, .autograder .ag-after {{ color: color-mix(in srgb, currentColor 72%, transparent); }}
.autograder .ag-faint .ag-after {{ color: inherit; }}
.autograder .ag-help .ag-lead {{ color: var(--wait); }}
.autograder .ag-next {{ border-left: 4px solid var(--wait); margin: 12px 0; padding: 6px 12px; background: rgba(128, 128, 128, .12); }}
.autograder code, .autograder .ag-code, .autograder .ag-printed {{ font: 13px/1.5 var(--jp-code-font-family, ui-monospace, monospace); color: inherit; }}
.autograder code, .autograder .ag-code {{ background: rgba(128, 128, 128, .15); border-radius: 3px; padding: 1px 3px; }}
.autograder .ag-code, .autograder .ag-printed {{ white-space: pre-wrap; }}
.autograder .ag-printed {{ margin: 0; }}
{inline_text.STYLE}"""
LONG = 400  # characters that a notebook shows of one line at once


PICTURE_STYLE = heat.STYLE + plots.STYLE + line_plots.STYLE + cells.STYLE + graph.STYLE
NO_PICTURE = Text(
    en="{title}: this picture could not be made. Your functions must be there and give finite numbers in the shapes that the exercise asks for, within a few seconds; your points do not depend on it.",
    pt="{title}: não foi possível fazer esta figura. Suas funções precisam existir e dar números finitos com os shapes que o exercício pede, em poucos segundos; seus pontos não dependem dela.",
)
# What is drawn of an exercise beside its checks, by its name in the evidence: its title, and how.
DRAWN: Mapping[str, tuple[Text, Callable[[Any, Lang], str]]] = {
    "own_network": (plots.TITLE, lambda plain, lang: network_html(network_of(plain), lang, titled=False)),
    "step_sweep": (line_plots.SWEEP_TITLE, lambda plain, lang: line_plots.steps_html(line_plots.steps_of(plain), lang)),
    "by_layer": (line_plots.NORMS_TITLE, lambda plain, lang: line_plots.norms_html(line_plots.series_of(plain), lang)),
}


def pictures_of_check(check: CheckReport, lang: Lang, *, shown: bool) -> str:
    """Draw what the evidence of a check keeps: a graph, and a wrong array entry by entry; `shown`, the first is open."""
    plain, heat_map = check.evidence.get("graph"), heat_of(check.evidence)
    drawn = "" if plain is None else _unless_broken(lambda: graph_html(graph_of(plain), lang, shown=shown))
    return drawn + ("" if heat_map is None else heat_html(heat_map, lang, shown=shown and not drawn))


def pictures_of(exercise: ExerciseReport, lang: Lang) -> Iterator[str]:
    """Draw what the evidence of an exercise keeps beside its checks, each folded; say of what could not be had that it could not."""
    for check in exercise.checks:
        pictures = check.evidence.get("pictures")
        for name, (title, draw) in DRAWN.items():
            if isinstance(pictures, Mapping) and name in pictures:
                drawn = _unless_broken(lambda draw=draw, plain=pictures[name]: draw(plain, lang))  # type: ignore[misc]
                summary = f"<summary>{escape(title.to(lang))}</summary>"
                yield (
                    f'<details style="--indent: {INDENT}">{summary}\n{drawn}</details>\n'
                    if drawn
                    else _no_picture(title, lang)
                )


def _unless_broken(draw: Callable[[], str]) -> str:
    """Give what is drawn; "" where there is nothing to draw it from: the words of a report stand without its pictures."""
    try:
        return draw()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return ""


def _no_picture(title: Text, lang: Lang) -> str:
    return drawn_line(Line("faint", NO_PICTURE(title=title).to(lang), labels.NOTE.to(lang), INDENT))


def html_exercise(
    exercise: ExerciseReport, lang: Lang, network: Network | None = None, below: Sequence[Line] = ()
) -> str:
    """Write one exercise as a piece of a page, as a notebook shows it: what is long is folded away.

    What the evidence keeps is drawn below its check, the first of it open; `network` and then `below` come last.
    """
    exercise = harmless(exercise)
    head, checks, rest = _parted(exercise_outline(exercise, lang))
    pieces = [*_folding(head, lang)]
    shown = False
    for check, lines in zip(exercise.checks, checks, strict=True):
        pieces += _folding(lines, lang)
        drawn = pictures_of_check(check, lang, shown=not shown)
        pieces.append(drawn)
        shown = shown or bool(drawn)
    pieces += _folding(rest, lang)
    if network is not None:
        pieces.append(network_html(network, lang))
    pieces += [drawn_line(line) for line in below]
    return piece("".join(pieces), lang, head[0].text)


def checks_html(exercise: ExerciseReport, lang: Lang) -> list[str]:
    """Write each check as a piece of a page that has the style already; what concerns the whole file is before the first.

    A wrong array that the evidence keeps is drawn entry by entry; what else there is to draw stands at the last check.
    """
    head, checks, rest = _parted(exercise_outline(exercise, lang))
    pieces = ["".join(_folding(lines, lang)) for lines in checks]
    for at, check in enumerate(exercise.checks):
        pieces[at] += pictures_of_check(check, lang, shown=True)
    if pieces:
        pieces[0] = "".join(_folding(head[1:], lang)) + pieces[0]
        pieces[-1] += "".join(_folding(rest, lang)) + "".join(pictures_of(exercise, lang))
    return [piece(one, lang, check.title, styled=False) for one, check in zip(pieces, exercise.checks, strict=True)]


def lines_html(lines: Iterable[Line], lang: Lang, name: str, *, styled: bool = True) -> str:
    """Write some lines as a piece of a page."""
    return piece(_body(lines), lang, name, styled=styled)


def piece(body: str, lang: Lang, name: str, *, styled: bool = True) -> str:
    """Wrap what a notebook shows in its style, unless the page has that already; `name` is said to those who do not see it."""
    style = f"<style>{STYLE + PICTURE_STYLE}</style>\n" if styled else ""
    return f'{style}<div class="autograder" lang="{lang}" role="region" aria-label="{escape(name)}">\n{body}</div>\n'


def _parted(lines: Sequence[Line]) -> tuple[list[Line], list[list[Line]], list[Line]]:
    """Part an exercise's lines into its heading with the notes, those of each check, and what comes after the checks."""
    head = [lines[0]]
    checks: list[list[Line]] = []
    rest: list[Line] = []
    for line in lines[1:]:
        if line.parts is not None:
            checks.append([line])
        elif checks and line.indent > INDENT and not rest:
            checks[-1].append(line)
        elif not checks:
            head.append(line)
        else:
            rest.append(line)
    return head, checks, rest


def _folding(lines: Sequence[Line], lang: Lang) -> Iterator[str]:
    """Draw lines; what the code printed, and a line longer than LONG, only once they are asked for."""
    printed = labels.PRINTED.to(lang)
    at = next((at for at, line in enumerate(lines) if line.style == "faint" and line.text == printed), len(lines))
    for line in lines[:at]:
        if line.parts is None and len(line.text) > LONG:
            yield _details(line, escape(line.lead + one_line(line.text, LONG // 2)), drawn_line(line))
        else:
            yield drawn_line(line)
    if at < len(lines):
        yield _details(lines[at], escape(printed), "".join(map(drawn_line, lines[at + 1 :])))


def _details(line: Line, summary: str, body: str) -> str:
    return f'<details style="--indent: {line.indent}"><summary>{summary}</summary>\n{body}</details>\n'


def _body(lines: Iterable[Line]) -> str:
    return "".join(drawn_line(line) for line in lines if line.style != "gap")  # rules part the exercises here


def drawn_line(line: Line) -> str:
    """Draw one line of an outline."""
    if line.parts is not None:
        return row(line)
    kind = line.style if line.folds or line.style == "code" else f"{line.style} ag-printed"
    lead = f'<span class="ag-lead">{escape(line.lead)}</span>' if line.lead else ""
    text = marked(line.text) if line.folds else escape(line.text)
    if line.style == "code":  # what is copied has its own box, and its lead stays outside
        return f'<p style="--indent: {line.indent}">{lead}<span class="ag-code">{text}</span></p>\n'
    tag = "h1" if line.style == "head" else "p"
    return f'<{tag} class="ag-{kind}" style="--indent: {line.indent}">{lead}{text}</{tag}>\n'


def row(line: Line, tag: str = "p") -> str:
    """Draw a heading: its points stand at the right, below those of the other headings. Raises ValueError for another line."""
    if line.parts is None:
        raise ValueError(f"no heading: {line.text}")
    title, points, after = line.parts
    top = "" if line.indent else " ag-top"
    heading = ' role="heading" aria-level="2"' if top else ""
    untouched = top and line.lead and line.style == "faint"
    short = " ag-short" if untouched else ""
    lead = f'<span class="ag-lead">{escape(line.lead.strip())}</span> ' if line.lead else ""
    after = after.removeprefix(", ").removeprefix(" · ")
    what = marked(title) + (f' <span class="ag-after">{marked(after)}</span>' if after else "")
    return (
        f'<{tag} class="ag-{line.style} ag-row{top}{short}"{heading} style="--indent: {line.indent}">'
        f'{lead}<span class="ag-what">{what}</span> <span class="ag-points">{escape(points)}</span></{tag}>\n'
    )
