"""A wrong gradient entry by entry: what was returned, what is right, and the difference as a heat map.

Up to 8 × 8 it is a table of HTML, with colours from its style; a larger array is drawn in cells (`autograder.render.cells`). Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text
from autograder.i18n.sanitize import one_line
from autograder.render import cells
from autograder.sandbox.protocol.calls import Array

MOST_ROWS = MOST_COLUMNS = 8  # of an array that is shown in numbers: three tables of it are still read at a glance
LEAST_HEAT = 0.15  # of a wrong entry, the largest being 1: what is wrong must be seen to be
MOST_WORST = 5  # entries that are given in numbers where an array is too large to give all
LONGEST_CALL = 300

# Orange and blue are told apart by colour-blind readers too; the text keeps its contrast on either, light or dark.
STYLE = """
.autograder details { margin: 6px 0 6px max(0px, var(--indent) * 12px - 24px); }
.autograder summary { cursor: pointer; overflow-wrap: anywhere; }
.autograder .ag-tables { display: flex; flex-wrap: wrap; gap: 8px 20px; margin: 6px 0; overflow-x: auto; }
.autograder table.ag-heat { border-collapse: collapse; margin: 0; border: 0; table-layout: auto; color: inherit; font: 12px/1.4 var(--jp-code-font-family, ui-monospace, monospace); }
.autograder table.ag-heat caption { text-align: left; padding: 0 0 2px; color: inherit; font: 13px/1.4 var(--jp-content-font-family, system-ui, sans-serif); }
.autograder table.ag-heat tr:nth-child(n):nth-child(n):nth-child(n) { background: none; }
.autograder table.ag-heat th, .autograder table.ag-heat td { border: 1px solid rgba(128, 128, 128, .45); padding: 3px 6px; text-align: right; white-space: nowrap; max-width: none; vertical-align: middle; }
.autograder table.ag-heat thead td { border: 0; }
.autograder table.ag-heat th { border: 0; font-weight: 400; color: color-mix(in srgb, currentColor 72%, transparent); }
.autograder table.ag-heat .ag-wrong { font-weight: 700; }
.autograder table.ag-heat .ag-lead { color: var(--bad); }
.autograder table.ag-heat .ag-above { background: rgba(213, 94, 0, calc(var(--heat) * .6)); }
.autograder table.ag-heat .ag-below { background: rgba(0, 114, 178, calc(var(--heat) * .6)); }
.autograder .ag-key { font-size: 13px; }
"""

ENTRIES = Text(
    en="{name}, entry by entry: {wrong} of {size} wrong",
    pt="{name}, entrada por entrada; com erro: {wrong} de {size}",
)
IN_CALL = Text(en="Seen in another, smaller call: ", pt="Visto em outra chamada, menor: ")
YOURS = Text(en="yours", pt="o seu")
RIGHT = Text(en="right", pt="o certo")
DIFFERENCE = Text(en="yours − right", pt="o seu − o certo")
KEY = Text(
    en="In the last table orange is too high, blue too low; the deeper the colour, the further off.",
    pt="Na última tabela, laranja é alto demais, azul é baixo demais; quanto mais forte a cor, mais longe do certo.",
)
DIFFERENCES = Text(en="yours, right, and the difference", pt="o seu, o certo e a diferença")
WORST = Text(en="Furthest off", pt="As mais distantes do certo")
KEY_MARK = Text(en="✗ is a wrong entry. ", pt="✗ é uma entrada errada. ")


@frozen(eq=False)
class HeatMap:
    """A returned array beside the right one, both of one shape, and which entries are `wrong`.

    `call` is how it was called, if that is not what the check's own message shows. Of a large array there is a part alone:
    `whole` is the shape of all of it, `start` the index of the part's first entry, `all_wrong` counts what is wrong in all of it.
    """

    name: str
    got: Array
    expected: Array
    wrong: NDArray[np.bool_]
    call: str = ""
    whole: tuple[int, ...] = ()
    start: tuple[int, ...] = ()
    all_wrong: int = 0


def heat_of(evidence: Mapping[str, Any]) -> HeatMap | None:
    """Give the heat map that a check's evidence keeps (`entries`); None if it keeps none, or none that can be drawn."""
    entries = evidence.get("entries")
    if not isinstance(entries, Mapping):
        return None
    try:
        got, expected = (np.array(entries[name], dtype=np.float64) for name in ("got", "expected"))
        wrong = np.array(entries["wrong"], dtype=np.bool_)
        whole, start = (tuple(map(int, entries.get(name, ()))) for name in ("whole", "start"))
        all_wrong = int(entries.get("all_wrong", 0))
    except (TypeError, KeyError, ValueError):
        return None
    if not fits(got.shape) or not got.shape == expected.shape == wrong.shape or max(got.shape) > cells.MOST:
        return None
    if whole and not len(whole) == len(start) == got.ndim:
        return None
    return HeatMap(
        str(entries.get("name", "")), got, expected, wrong, str(entries.get("call", "")), whole, start, all_wrong
    )


def plain_of(heat: HeatMap) -> dict[str, object]:
    """Give a heat map's plain form; of a large array the part around the entry that is furthest off."""
    shape = heat.got.shape
    starts = cells.window(shape, _worst(heat))
    part = tuple(slice(start, start + cells.MOST) for start in starts)
    arrays = {"got": heat.got[part], "expected": heat.expected[part], "wrong": heat.wrong[part]}
    plain: dict[str, object] = {"name": heat.name, "call": heat.call}
    plain |= {name: array.tolist() for name, array in arrays.items()}
    if arrays["got"].shape != shape:
        plain |= {"whole": list(shape), "start": list(starts), "all_wrong": int(heat.wrong.sum())}
    return plain


def _worst(heat: HeatMap) -> tuple[int, ...]:
    at = np.unravel_index(int(np.argmax(cells.off_by(heat.got, heat.expected, heat.wrong))), heat.got.shape)
    return tuple(int(one) for one in at)


def fits(shape: tuple[int, ...]) -> bool:
    """Whether an array of this shape can be shown entry by entry: a row or a matrix, not one number."""
    return len(shape) in (1, 2) and bool(np.prod(shape) > 1)


def in_numbers(shape: tuple[int, ...]) -> bool:
    """Whether it is so small that its entries are shown as numbers."""
    return shape[-1] <= MOST_COLUMNS and (len(shape) == 1 or shape[0] <= MOST_ROWS)


def heat_html(heat: HeatMap, lang: Lang, *, shown: bool) -> str:
    """Draw the three tables, under a line that shows and hides them. Raises ValueError for a shape that does not fit."""
    if not fits(heat.got.shape) or heat.got.shape != heat.expected.shape:
        raise ValueError(f"no heat map of shape {heat.got.shape} beside {heat.expected.shape}")
    wrong = heat.wrong.reshape(heat.got.shape)
    size = int(np.prod(heat.whole)) if heat.whole else wrong.size
    summary = ENTRIES(name=one_line(heat.name), wrong=heat.all_wrong or int(wrong.sum()), size=size)
    drawn = _numbers(heat, wrong, lang) if in_numbers(wrong.shape) else _cells(heat, wrong, lang)
    call = f"{escape(IN_CALL.to(lang))}<code>{escape(one_line(heat.call, LONGEST_CALL))}</code>" if heat.call else ""
    return (
        f'<details{" open" if shown else ""} style="--indent: 6"><summary>{escape(summary.to(lang))}</summary>\n'
        + (f'<p class="ag-key" style="--indent: 0">{call}</p>\n' if call else "")
        + drawn
        + "</details>\n"
    )


def _cells(heat: HeatMap, wrong: NDArray[np.bool_], lang: Lang) -> str:
    """Draw three pictures of cells, and the entries that are furthest off in numbers."""
    start = heat.start or (0,) * wrong.ndim
    names = tuple(one.to(lang) for one in (YOURS, RIGHT, DIFFERENCE))
    off = cells.off_by(heat.got, heat.expected, wrong)
    worst = [tuple(map(int, np.unravel_index(at, off.shape))) for at in np.argsort(-off, axis=None, kind="stable")]
    with np.errstate(invalid="ignore", over="ignore"):
        difference = heat.got - heat.expected
    rows = "".join(
        f'<tr><th scope="row">{escape(cells.index_told(at, start))}</th>{_cell(heat.got[at])}{_cell(heat.expected[at])}'
        f"{_cell(difference[at], heat='1' if difference[at] > 0 else '')}</tr>\n"
        for at in worst[:MOST_WORST]
        if wrong[at]
    )
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return (
        (
            f'<p class="ag-key" style="--indent: 0">{escape(cells.part_told(heat.whole, start, wrong.shape, lang))}</p>\n'
            if heat.whole
            else ""
        )
        + cells.cells_html(heat.got, heat.expected, wrong, start, names, lang)
        + f'{tables_open(WORST.to(lang))}<table class="ag-heat"><caption>{escape(WORST.to(lang))}</caption>\n'
        f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div>\n"
    )


def _numbers(heat: HeatMap, wrong: NDArray[np.bool_], lang: Lang) -> str:
    """Draw three tables of numbers."""
    with np.errstate(invalid="ignore", over="ignore"):
        difference = heat.got - heat.expected
    off = np.abs(np.where(np.isfinite(difference) & wrong, difference, 0.0))
    strength = np.clip(off / (off.max(initial=0.0) or 1.0), LEAST_HEAT, 1.0)
    strength[~np.isfinite(difference)] = 1.0

    def returned(at: tuple[int, ...]) -> str:
        return _cell(heat.got[at], "wrong") if wrong[at] and not wrong.all() else _cell(heat.got[at])

    def apart(at: tuple[int, ...]) -> str:
        if not wrong[at]:
            return "<td>0</td>"
        return _cell(difference[at], "below" if difference[at] < 0 else "above", f"{strength[at]:.2f}")

    tables = (
        _table(YOURS.to(lang), heat.got.shape, returned),
        _table(RIGHT.to(lang), heat.got.shape, lambda at: _cell(heat.expected[at])),
        _table(DIFFERENCE.to(lang), heat.got.shape, apart),
    )
    key = ("" if wrong.all() else KEY_MARK.to(lang)) + KEY.to(lang)  # where all are wrong, a mark tells nothing
    return (
        f"{tables_open(DIFFERENCES.to(lang))}\n{''.join(tables)}</div>\n"
        f'<p class="ag-key ag-faint" style="--indent: 0">{escape(key)}</p>\n'
    )


def tables_open(name: str) -> str:
    """Begin a box of tables, which scrolls where the page is narrow: it can be reached, and says what it is."""
    return f'<div class="ag-tables" tabindex="0" role="group" aria-label="{escape(name)}">'


def _table(caption: str, shape: tuple[int, ...], cell: Callable[[tuple[int, ...]], str]) -> str:
    """Draw one table; a row vector has one row and no number before it."""
    columns = range(shape[-1])
    corner = "" if len(shape) == 1 else "<td></td>"  # above the rows' numbers; a heading would be an empty one
    head = corner + "".join(f'<th scope="col">{column}</th>' for column in columns)
    rows: list[str] = []
    for row in range(shape[0] if len(shape) == 2 else 1):  # noqa: PLR2004 -- a matrix has two dimensions
        first = f'<th scope="row">{row}</th>' if corner else ""
        cells = "".join(cell((row, column) if corner else (column,)) for column in columns)
        rows.append(f"<tr>{first}{cells}</tr>\n")
    return (
        f'<table class="ag-heat"><caption>{escape(caption).replace(" ", "&nbsp;")}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>{''.join(rows)}</tbody></table>\n"
    )


def _cell(value: float, kind: str = "", heat: str = "") -> str:
    mark = '<span class="ag-lead">✗</span> ' if kind == "wrong" else ""
    sign = "+" if heat and value > 0 else ""
    attributes = (f' class="ag-{kind}"' if kind else "") + (f' style="--heat: {heat}"' if kind and heat else "")
    return f"<td{attributes}>{mark}{sign}{escape(f'{value:.3g}')}</td>"
