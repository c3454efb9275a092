"""A large array beside the right one as cells without numbers, and which part of it is shown where it is larger still.

SVG written here, in the page's own text colour, so that it reads in light and dark. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import numpy as np
from numpy.typing import NDArray

from autograder.i18n.language import Lang, Text
from autograder.sandbox.protocol.calls import Array

MOST = 24  # rows and columns that are drawn
LARGEST = 14  # units of a cell's side
SIDE = 192  # of the longer side of the array, in units
LEFT, TOP, RIGHT, BOTTOM = 30, 34, 8, 4
LEAST_WIDTH = 110  # so that the name fits above a narrow array
LEVELS = 4  # of depth of a colour

STYLE = """
.autograder svg.ag-cells { width: calc(var(--wide) * 1px); flex: none; }
.autograder .ag-cross { fill: none; stroke: currentColor; stroke-width: 1; }
"""

PART = Text(
    en="The array has shape {shape}; shown is the part around the entry that is furthest off: {part}.",
    pt="O array tem shape {shape}; mostra-se a parte em volta da entrada mais distante do certo: {part}.",
)
ROWS = Text(en="rows {first} to {last}", pt="linhas {first} a {last}")
COLUMNS = Text(en="columns {first} to {last}", pt="colunas {first} a {last}")
ENTRIES = Text(en="entries {first} to {last}", pt="entradas {first} a {last}")
VALUES = Text(
    en="{name}: {shape} cells, orange above zero, blue below; the deeper the colour, the larger the number.",
    pt="{name}: {shape} células, laranja acima de zero, azul abaixo; quanto mais forte a cor, maior o número.",
)
APART = Text(
    en="{name}: orange too high, blue too low, the deeper the further off; wrong: {wrong} of {size}.",
    pt="{name}: laranja alto demais, azul baixo demais, quanto mais forte, mais longe; com erro: {wrong} de {size}.",
)
KEY = Text(
    en="Orange is above zero, blue below; in the last picture too high and too low. Empty cells are zero.",
    pt="Laranja é acima de zero, azul abaixo; na última figura, alto demais e baixo demais. Células vazias são zero.",
)
KEY_CROSS = Text(en="Crossed cells are wrong. ", pt="Células com um X estão erradas. ")


def window(shape: tuple[int, ...], around: tuple[int, ...]) -> tuple[int, ...]:
    """Give where the part to be drawn begins: `MOST` entries either way, with the entry `around` in the middle if it may be."""
    return tuple(max(0, min(at - MOST // 2, size - MOST)) for at, size in zip(around, shape, strict=True))


def off_by(got: Array, expected: Array, wrong: NDArray[np.bool_]) -> Array:
    """Give how far off every wrong entry is, infinitely where it is no number, and -1 for a right one."""
    with np.errstate(invalid="ignore", over="ignore"):
        off = np.abs(got - expected)
    found: Array = np.where(wrong, np.where(np.isnan(off), np.inf, off), -1.0)
    return found


def index_told(at: tuple[int, ...], start: tuple[int, ...]) -> str:
    """Write an index into the whole array as numpy does."""
    return f"[{', '.join(str(one + first) for one, first in zip(at, start, strict=True))}]"


def part_told(whole: tuple[int, ...], start: tuple[int, ...], shape: tuple[int, ...], lang: Lang) -> str:
    """Say which part of an array is shown."""
    names = (ENTRIES,) if len(whole) == 1 else (ROWS, COLUMNS)
    sides = zip(names, start, shape, strict=True)
    part = ", ".join(name(first=first, last=first + size - 1).to(lang) for name, first, size in sides)
    return PART(shape=str(whole), part=part).to(lang)


def cells_html(
    got: Array, expected: Array, wrong: NDArray[np.bool_], start: tuple[int, ...], names: tuple[str, ...], lang: Lang
) -> str:
    """Draw what was returned, what is right and the difference, by their `names`; wrong cells are crossed unless all are."""
    with np.errstate(invalid="ignore", over="ignore"):
        difference = np.where(wrong, got - expected, 0.0)
    shape = " × ".join(map(str, got.shape))
    crossed = wrong & ~wrong.all() | ~np.isfinite(got)
    largest = float(np.abs(expected).max(initial=0.0))
    yours, right = (VALUES(name=name, shape=shape).to(lang) for name in names[:2])
    apart = APART(name=names[2], wrong=int(wrong.sum()), size=wrong.size).to(lang)
    none = np.zeros_like(wrong)
    drawn = (
        _picture(names[0], yours, got, largest, crossed, start),
        _picture(names[1], right, expected, largest, none, start),
        _picture(names[2], apart, difference, 0.0, none, start),
    )
    key = (KEY_CROSS.to(lang) if crossed.any() else "") + KEY.to(lang)
    return f'<div class="ag-drawn">\n{"".join(drawn)}</div>\n<p class="ag-key ag-faint" style="--indent: 0">{escape(key)}</p>\n'


def _picture(
    name: str, said: str, array: Array, largest: float, crossed: NDArray[np.bool_], start: tuple[int, ...]
) -> str:
    rows = array.reshape(-1, array.shape[-1])
    side = min(LARGEST, SIDE / max(rows.shape))
    width, height = side * rows.shape[1], side * rows.shape[0]
    wide = max(LEAST_WIDTH, round(LEFT + width + RIGHT))
    parts = [
        _text(LEFT, 12, name),
        *_numbers(start, array.shape, side),
        *(
            f'<path class="ag-{kind}" fill-opacity="{(level + 1) / (LEVELS + 1):.2f}" d="{path}"></path>'
            for kind, level, path in _shades(rows, side, largest)
        ),
    ]
    if crossed.any():
        cross = f"l{side:.5g} {side:.5g}m0 -{side:.5g}l-{side:.5g} {side:.5g}"
        places = (_corner(row, column, side) for row, column in np.argwhere(crossed.reshape(rows.shape)))
        parts.append(f'<path class="ag-cross" d="{"".join(f"M{place}{cross}" for place in places)}"></path>')
    parts.append(f'<rect class="ag-frame" x="{LEFT}" y="{TOP}" width="{width:.1f}" height="{height:.1f}"></rect>')
    return (
        f'<svg class="ag-cells" style="--wide: {wide}" role="img" aria-label="{escape(said)}" '
        f'viewBox="0 0 {wide} {TOP + height + BOTTOM:.0f}"><title>{escape(said)}</title>{"".join(parts)}</svg>\n'
    )


def _shades(rows: Array, side: float, largest: float) -> Iterator[tuple[str, int, str]]:
    """Give the cells of each colour and depth as one path; what is no number, or beyond `largest`, is deepest."""
    finite = np.abs(rows[np.isfinite(rows)])
    most = largest or float(finite.max(initial=0.0)) or 1.0
    with np.errstate(invalid="ignore", over="ignore"):
        share = np.where(np.isfinite(rows), np.clip(np.abs(rows) / most, 0, 1), 1.0)
    levels = np.minimum((share * LEVELS).astype(int), LEVELS - 1)
    square = f"h{side:.5g}v{side:.5g}h-{side:.5g}z"
    for kind, there in (("high", (rows > 0) | np.isnan(rows)), ("low", rows < 0)):
        for level in range(LEVELS):
            places = [_corner(row, column, side) for row, column in np.argwhere(there & (levels == level))]
            if places:
                yield kind, level, "".join(f"M{place}{square}" for place in places)


def _corner(row: int, column: int, side: float) -> str:
    return f"{LEFT + column * side:.5g} {TOP + row * side:.5g}"


def _numbers(start: tuple[int, ...], shape: tuple[int, ...], side: float) -> Iterator[str]:
    """Number the first and the last row and column, as numpy does."""
    columns = (0, shape[-1] - 1) if shape[-1] > 1 else (0,)
    for column in columns:
        yield _text(LEFT + (column + 0.5) * side, TOP - 5, str(start[-1] + column), "middle")
    if len(shape) > 1:
        for row in sorted({0, shape[0] - 1}):
            yield _text(LEFT - 5, TOP + (row + 0.5) * side + 4, str(start[0] + row), "end")


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
