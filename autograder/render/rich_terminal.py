"""The same report for a terminal with colour, drawn by rich; only this module loads it.

Every text is put into `Text` objects: nothing a learner wrote is read as markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from autograder.frozen import frozen
from autograder.i18n.sanitize import inert
from autograder.judging.report import Report
from autograder.render import labels
from autograder.render.columns import READABLE, width
from autograder.render.outline import Line, outline
from autograder.render.table import Grid, grid

STYLES = {
    "head": "bold",
    "good": "green",
    "half": "yellow",
    "bad": "red",
    "wait": "blue",
    "faint": "dim",
    "text": "",
    "help": "italic",
    "code": "cyan",
    "total": "bold",
    "next": "bold cyan",
}
CODE = r"`[^`]+`"


def rich_report(report: Report) -> RenderableType:
    """Draw a report for a terminal of 60 columns or more; for logs and pipes there is the plain one."""
    return rich_lines(outline(report))


def rich_lines(lines: Sequence[Line]) -> RenderableType:
    """Draw lines as those of a report are drawn."""
    return Group(*(_drawn(line) for line in lines))


def rich_link(line: Line) -> Text:
    """Draw a line that leads somewhere, to be printed with `soft_wrap`: it stays whole, to be clicked or copied."""
    return Text(" " * line.indent).append(line.text, Style.parse(STYLES[line.style]) + Style(link=line.link or None))


def rich_table(reports: Sequence[Report]) -> RenderableType:
    """Draw the table of a class as wide as the console allows."""
    return _ClassTable(tuple(reports))


@frozen
class _ClassTable:
    """Laid out when it is drawn, since only then the width is known."""

    reports: tuple[Report, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console
        if not self.reports:
            yield Text(labels.NO_SUBMISSIONS.to("en"), style="dim")
            return
        laid = grid(self.reports, options.max_width)
        yield _table(laid)
        if laid.legend:
            yield Text(f"\n{laid.legend}", style="dim")
        if laid.reasons:
            yield Text(f"\n{labels.REASONS.to(self.reports[0].lang)}", style="red")
            yield from (Padding(Text(reason), (0, 0, 0, 2)) for reason in laid.reasons)
        if laid.notes:
            yield Text(f"\n{labels.NOTES.to(self.reports[0].lang)}", style="yellow")
            yield from (Padding(Text(note), (0, 0, 0, 2)) for note in laid.notes)


def _table(laid: Grid) -> Table:
    table = Table.grid(padding=(0, laid.space, 0, 0), pad_edge=False)
    for number, wide in enumerate(laid.widths):
        table.add_column(justify="right" if number else "left", width=wide, no_wrap=True)
    for row in laid.rows:
        table.add_row(*(Text(cell.text, style=STYLES[cell.style]) for cell in row))
    return table


def _drawn(line: Line) -> RenderableType:
    match line.style:
        case "gap":
            return Text("")
        case "head":
            return Panel(Text(line.text, style=STYLES["head"]), expand=False, border_style="dim")
        case "next":
            step = Text.assemble((line.lead, STYLES["next"]), line.text)
            return Panel(step, expand=False, border_style="cyan")
        case _:
            return _paragraph(line)


def _paragraph(line: Line) -> RenderableType:
    """Draw a paragraph whose lead hangs at the left: a grid of two columns folds the text beside it."""
    lead = " " * line.indent + line.lead
    told = inert(line.text)  # colours may be asked for where a CI server reads
    text = Text(told, style=STYLES[line.style])
    text.highlight_regex(CODE, "cyan")
    if not lead:
        return text
    if not line.folds and line.style != "code":
        text = Text(told, style=STYLES[line.style], no_wrap=True, overflow="ellipsis")
    paragraph = Table.grid(padding=0)
    paragraph.add_column(width=width(lead), no_wrap=True)
    paragraph.add_column(overflow="fold", max_width=READABLE - width(lead))
    paragraph.add_row(Text(lead, style=STYLES["faint" if line.style == "text" else line.style]), text)
    return paragraph
