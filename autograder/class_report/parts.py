"""Pieces that pages of a class are put together from: everything that is not ours is escaped here. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from autograder.class_report import report_messages
from autograder.class_report.style import ALL, PAGE, SCRIPT, SCRIPT_HASH
from autograder.i18n.language import Lang, Message, Text, figure
from autograder.i18n.sanitize import one_line
from autograder.render import inline_text

LONGEST = 400  # characters of one text that comes from outside
NAME = 120  # characters of a name


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column; `about` is said of a short one to those who point at it or do not see it."""

    said: Text | str
    figure: bool = False
    about: str = ""
    wide: bool = False


def text(said: Text | Message | str, lang: Lang, length: int = LONGEST) -> str:
    """Write a text of ours, or a stranger's made harmless, as HTML."""
    return escape(said.to(lang) if isinstance(said, Text | Message) else one_line(said, length))


def name(said: str) -> str:
    """Write somebody's name, in whichever direction it is read."""
    return f"<bdi>{escape(one_line(said, NAME))}</bdi>"


def marked(said: str, length: int = LONGEST) -> str:
    """Write a sentence that came from outside or from a report, with what stands between backticks as code."""
    return inline_text.marked(one_line(said, length))


def identifier(said: str) -> str:
    """Write a name of code so that it breaks where its words end."""
    return escape(one_line(said, NAME)).replace("_", "_<wbr>")


def link(page: str, shown: str) -> str:
    """Link to a page beside this one, if there is one; `shown` is HTML."""
    return f'<a href="{escape(page)}">{shown}</a>' if page else shown


def code(said: str, length: int = 2_000) -> str:
    """Write a line of code."""
    return f"<code>{escape(one_line(said, length))}</code>"


def paragraph(said: Text | Message, lang: Lang, style: str = "") -> str:
    """Write a paragraph of ours."""
    class_ = f' class="{style}"' if style else ""
    return f"<p{class_}>{text(said, lang)}</p>\n"


def number(value: float, lang: Lang, digits: int = 1) -> str:
    """Write a figure with each language's decimal mark, and a minus sign that is one."""
    written = figure(value, digits).to(lang)
    return written.replace("-", "−") if any(digit in "123456789" for digit in written) else written.lstrip("-")


def day(at: datetime | None, lang: Lang) -> str:
    """Write a moment as people read it; its own time zone is kept."""
    if at is None:
        return "–"
    return at.strftime("%Y-%m-%d %H:%M" if lang == "en" else "%d/%m/%Y %H:%M")


def moment(at: datetime | None) -> str:
    """Give what a moment is sorted by."""
    return "" if at is None else at.isoformat()


def row(head: str, cells: Iterable[str], key: str = "", said: str = "") -> str:
    """Write a row: what it is about first; `key` is what it is sorted by, `said` is found by a search, too."""
    sorted_by = f' data-v="{escape(key)}"' if key else ""
    searched = f' data-s="{escape(one_line(said, LONGEST))}"' if said else ""
    return f'<tr{searched}><th scope="row"{sorted_by}>{head}</th>{"".join(cells)}</tr>\n'


def cell(shown: str, style: str = "", key: str | float | None = None) -> str:
    """Write a cell; `shown` is HTML, `key` what it is sorted by, where that is not what is shown."""
    class_ = f' class="{style}"' if style else ""
    sorted_by = "" if key is None else f' data-v="{escape(str(key))}"'
    return f"<td{class_}{sorted_by}>{shown}</td>"


def count(value: int, style: str = "") -> str:
    """Write a cell with a whole number."""
    return cell(str(value), f"ag-figure {style}".rstrip())


def table(heads: Sequence[Head], rows: Sequence[str], caption: str, lang: Lang) -> str:
    """Write a table that can be sorted, searched and scrolled."""
    columns = "".join(_head(head, lang) for head in heads)
    label = escape(report_messages.TABLE(what=one_line(caption)).to(lang))
    return (
        f'<div class="ag-scroll" role="region" aria-label="{label}" tabindex="0">'
        f'<table class="ag-sort"><caption class="ag-unseen">{escape(one_line(caption))}</caption>\n'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table></div>\n"
    )


def _head(head: Head, lang: Lang) -> str:
    style = " ".join(name for name, there in (("ag-figure", head.figure), ("ag-wide", head.wide)) if there)
    class_ = f' class="{style}"' if style else ""
    said = text(head.said, lang)
    shown = f'<abbr title="{escape(one_line(head.about))}">{said}</abbr>' if head.about else said
    return f'<th scope="col"{class_}>{shown}</th>'


def bar(per_cent: float) -> str:
    """Draw a share; the figure itself stands beside it. However small, one that is not zero can be seen."""
    per_cent = max(per_cent, 0.4) if per_cent else 0
    return f'<span class="ag-bar" style="--share: {per_cent:.1f}" aria-hidden="true"></span>'


def stack(shares: Iterable[tuple[str, float]]) -> str:
    """Draw parts of a whole, each in the colour of its style; the figures stand beside it."""
    parts = "".join(
        f'<span class="ag-{style}" style="--share: {share:.2f}"></span>' for style, share in shares if share
    )
    return f'<div class="ag-stack" aria-hidden="true">{parts}</div>'


def folded(summary: str, body: str) -> str:
    """Fold something away below a line, which is HTML."""
    return f"<details><summary>{summary}</summary>\n{body}</details>\n"


def section(id_: str, title: Text, body: str, lang: Lang) -> str:
    """Write a section with its heading."""
    return f'<section aria-labelledby="{id_}">\n<h2 id="{id_}">{text(title, lang)}</h2>\n{body}</section>\n'


def page(title: str, body: str, lang: Lang) -> str:
    """Write a whole page."""
    return PAGE.format(
        lang=lang,
        title=escape(one_line(title)),
        style=ALL,
        script=SCRIPT,
        hash=SCRIPT_HASH,
        search=text(report_messages.SEARCH, lang),
        shown=escape(report_messages.SHOWN(shown="{shown}", all="{all}").to(lang)),
        body=body,
    )
