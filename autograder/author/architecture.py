"""The picture in docs/architecture.md: the folders of the package in their layers, and which of them imports which.

Layers and colours are those of the contracts in pyproject.toml, arrows are read from the code. What follows from other
arrows is left out. Rows of boxes and bends are ordered so that few arrows cross, and each stands near what it is joined to.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from random import Random
from statistics import fmean
from typing import Any, TypeAlias

from autograder.frozen import frozen

PICTURE = "docs/architecture.svg"
PACKAGE, SETTINGS = "autograder", "pyproject.toml"
RE_EXPORTED = {"autograder.sandbox": "sandbox.host"}  # a folder of folders, whose __init__ hands on what that one has
PURE, LEARNERS = "The pure core", "The learner's process"  # how the contracts begin that give the colours

Edges: TypeAlias = set[tuple[str, str]]
Item: TypeAlias = str | tuple[str, str, int]  # a folder, or the bend of an arrow in a row that it passes through
Rows: TypeAlias = Sequence[list[Item]]
Gaps: TypeAlias = Sequence[Sequence[tuple[Item, Item]]]  # the pieces of arrows between two rows

WIDTH, HEIGHT, BEND = 132.0, 34.0, 18.0  # of a box; of a bend
GAP, ROW, MARGIN = 16.0, 72.0, 24.0
SWEEPS, STARTS = 24, 12
STRAIGHT = 4  # how much more a bend follows another bend than a box
COLORS = {"pure": ("#D6E8F5", "#0072B2"), "learner": ("#FBE3D2", "#C44E00"), "other": ("#EFEFEF", "#6B6B6B")}
LEGEND = {
    "pure": "values in, values out: no process, file or network",
    "learner": "in the learner’s process: nothing of the judge",
    "other": "the rest",
}
HEAD = (
    '<marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0.5 L8 4 L0 7.5 Z" fill="#6B6B6B"/></marker>'
)
STYLE = "font-family: 'DejaVu Sans', Verdana, Arial, sans-serif; font-size: 13px; fill: #1A1A1A"


@frozen
class Architecture:
    """The folders by layer, from the top; who imports whom; and each folder's kind, a key of `COLORS`."""

    layers: tuple[tuple[str, ...], ...]
    imports: Edges
    kinds: Mapping[str, str]


def architecture_of(root: Path) -> Architecture:
    """Read the layers from the contracts and the imports from the code."""
    contracts = tomllib.loads((root / SETTINGS).read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    listed = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    layers = tuple(tuple(_folder(name) for name in layer.split("|")) for layer in listed)
    folders = [folder for layer in layers for folder in layer]
    learners, pure = (_sources(contracts, begin) for begin in (LEARNERS, PURE))
    kinds = {name: "learner" if name in learners else "pure" if name in pure else "other" for name in folders}
    return Architecture(layers, set(_imports(root, folders)), kinds)


def picture(root: Path) -> bytes:
    """Draw the picture as SVG, the same bytes at every run."""
    found = architecture_of(root)
    edges = without_detours(found.imports)
    rows, gaps = _rows(found.layers, edges)
    chance = Random(0)  # noqa: S311 -- it shuffles boxes, always in the same way
    starts = [rows, *([chance.sample(row, len(row)) for row in rows] for _ in range(STARTS))]
    rows = min((_untangled(start, gaps) for start in starts), key=lambda each: crossings(each, gaps))
    return _svg(found, rows, gaps, edges).encode()


def without_detours(imports: Edges) -> Edges:
    """Leave out every import that a chain of other ones implies."""
    below: dict[str, set[str]] = {}

    def reached(name: str) -> set[str]:
        if name not in below:
            direct = {other for one, other in imports if one == name}
            below[name] = direct.union(*map(reached, direct))
        return below[name]

    return {
        (one, other)
        for one, other in imports
        if not any(other in reached(between) for first, between in imports if first == one)
    }


def crossings(rows: Rows, gaps: Gaps) -> int:
    """Count the arrows that cross between two rows."""
    count = 0
    for upper, lower, gap in zip(rows[:-1], rows[1:], gaps, strict=True):
        places = [(upper.index(one), lower.index(other)) for one, other in gap]
        count += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(places, 2))
    return count


def _sources(contracts: Iterable[Mapping[str, Any]], begin: str) -> set[str]:
    return {_folder(name) for each in contracts if each["name"].startswith(begin) for name in each["source_modules"]}


def _folder(name: str) -> str:
    return name.strip().removeprefix(f"{PACKAGE}.")


def _imports(root: Path, folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the imports between two folders, as often as there are any."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        importer = _folder_of(module, folders)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in (name for name in names if name.startswith(f"{PACKAGE}.")):
                imported = _folder_of(name, folders)
                if importer and imported and importer != imported:
                    yield importer, imported


def _folder_of(module: str, folders: Sequence[str]) -> str | None:
    """Find the folder of a module, or of a name in it; modules beside the folders have none."""
    for folder in folders:
        if f"{module}.".startswith(f"{PACKAGE}.{folder}."):
            return folder
    return next((folder for name, folder in RE_EXPORTED.items() if f"{module}.".startswith(f"{name}.")), None)


# Where things stand


def _rows(layers: Sequence[Sequence[str]], edges: Edges) -> tuple[Rows, Gaps]:
    """Give the folders row by row, with a bend in each row that an arrow passes through; and the pieces of arrows."""
    row_of = {folder: at for at, layer in enumerate(layers) for folder in layer}
    rows: list[list[Item]] = [list(layer) for layer in layers]
    gaps: list[list[tuple[Item, Item]]] = [[] for _ in layers[1:]]
    for one, other in sorted(edges):
        bends: list[Item] = [(one, other, at) for at in range(row_of[one] + 1, row_of[other])]
        for at, bend in enumerate(bends, row_of[one] + 1):
            rows[at].append(bend)
        for at, piece in enumerate(pairwise([one, *bends, other]), row_of[one]):
            gaps[at].append(piece)
    return rows, gaps


def _untangled(rows: Rows, gaps: Gaps) -> Rows:
    """Reorder rows for as long as fewer arrows cross."""
    while True:
        better = min(_reordered(rows, gaps), key=lambda each: crossings(each, gaps))
        if crossings(better, gaps) >= crossings(rows, gaps):
            return rows
        rows = better


def _reordered(rows: Rows, gaps: Gaps) -> Iterator[Rows]:
    """Try other orders: each row by the mean place of what it is joined to in the one above or below, or two swapped."""
    joined = _joined(rows, gaps)
    for order in (range(1, len(rows)), range(len(rows) - 2, -1, -1)):
        tried = [list(row) for row in rows]
        for at in order:
            place = {item: place for place, item in enumerate(tried[at - order.step])}
            mean = {
                item: fmean([place[other] for other in joined[item] if other in place] or [0]) for item in tried[at]
            }
            tried[at].sort(key=mean.__getitem__)
        yield tried
    for at, row in enumerate(rows):
        for one, other in combinations(range(len(row)), 2):
            tried = [list(each) for each in rows]
            tried[at][one], tried[at][other] = row[other], row[one]
            yield tried


def _joined(rows: Rows, gaps: Gaps) -> dict[Item, list[Item]]:
    """Give for each item what arrows join it to; one bend after another counts more, so that arrows run straight."""
    joined: dict[Item, list[Item]] = {item: [] for row in rows for item in row}
    for one, other in (piece for gap in gaps for piece in gap):
        times = 1 if isinstance(one, str) or isinstance(other, str) else STRAIGHT
        joined[one] += [other] * times
        joined[other] += [one] * times
    return joined


def _across(rows: Rows, gaps: Gaps) -> dict[Item, float]:
    """Give the middle of each item, from the left: near the items it is joined to, none over another."""
    joined = _joined(rows, gaps)
    x = {item: at * WIDTH for row in rows for at, item in enumerate(row)}
    for _ in range(SWEEPS):
        for row in [*rows, *reversed(rows)]:
            wished = [fmean([x[other] for other in joined[item]] or [x[item]]) for item in row]
            x.update(zip(row, _apart(wished, [_width(item) for item in row]), strict=True))
    left = min(x[item] - _width(item) / 2 for item in x)
    return {item: value - left + MARGIN for item, value in x.items()}


def _apart(wished: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Move middles as little as may be so that neighbours keep their gap: items that touch move as one block."""
    offsets = [0.0]
    for one, other in pairwise(widths):
        offsets.append(offsets[-1] + (one + other) / 2 + GAP)
    blocks: list[tuple[float, int]] = []  # the mean of what its items wish, less their offsets; how many they are
    for wish, offset in zip(wished, offsets, strict=True):
        mean, count = wish - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        blocks.append((mean, count))
    means = [mean for mean, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _width(item: Item) -> float:
    return WIDTH if isinstance(item, str) else BEND


# What is drawn


def _svg(found: Architecture, rows: Rows, gaps: Gaps, edges: Edges) -> str:
    x = _across(rows, gaps)
    y = {item: MARGIN + HEIGHT / 2 + at * ROW for at, row in enumerate(rows) for item in row}
    width = max(x[item] + _width(item) / 2 for item in x) + MARGIN
    below = MARGIN + HEIGHT + (len(rows) - 1) * ROW + MARGIN
    height = below + 22 * len(LEGEND) + 22 + MARGIN / 2
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">',
        "<title>Who imports whom</title>",
        HEAD,
        # Its own ground: black on nothing could not be read on a dark page.
        f'<rect width="{width:.0f}" height="{height:.0f}" rx="8" fill="white"/>',
        *(_arrow(path, x, y) for path in _paths(rows, edges)),
        *(_box(folder, x[folder], y[folder], found.kinds[folder]) for layer in found.layers for folder in layer),
    ]
    for at, (kind, words) in enumerate(LEGEND.items()):
        lines.append(_swatch(MARGIN, below + 22 * at, kind))
        lines.append(_words(MARGIN + 26, below + 22 * at + 12, words))
    lines.append(
        _words(MARGIN, below + 22 * len(LEGEND) + 12, "An arrow: imports. What follows from other arrows is left out.")
    )
    return "\n".join([*lines, "</svg>", ""])


def _paths(rows: Rows, edges: Edges) -> Iterator[list[Item]]:
    for one, other in sorted(edges):
        bends = [item for row in rows for item in row if not isinstance(item, str) and item[:2] == (one, other)]
        yield [one, *bends, other]


def _arrow(path: Sequence[Item], x: Mapping[Item, float], y: Mapping[Item, float]) -> str:
    """Draw one arrow from the lower edge of a box to the upper edge of another, upright beside the boxes it passes."""
    drawn = ""
    for one, other in pairwise(path):
        top, bottom = y[one] + HEIGHT / 2, y[other] - HEIGHT / 2
        middle = (top + bottom) / 2
        drawn += f" L{x[one]:.1f} {top:.1f}" if drawn else f"M{x[one]:.1f} {top:.1f}"
        drawn += f" C{x[one]:.1f} {middle:.1f} {x[other]:.1f} {middle:.1f} {x[other]:.1f} {bottom:.1f}"
    return f'<path d="{drawn}" fill="none" stroke="#6B6B6B" stroke-width="1.4" marker-end="url(#head)"/>'


def _box(folder: str, x: float, y: float, kind: str) -> str:
    fill, edge = COLORS[kind]
    return (
        f'<rect x="{x - WIDTH / 2:.1f}" y="{y - HEIGHT / 2:.1f}" width="{WIDTH:.0f}" height="{HEIGHT:.0f}" rx="5" fill="{fill}" stroke="{edge}"/>'
        f'<text x="{x:.1f}" y="{y + 4.5:.1f}" text-anchor="middle" style="{STYLE}">{folder.replace(".", "/")}</text>'
    )


def _swatch(x: float, y: float, kind: str) -> str:
    fill, edge = COLORS[kind]
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="18" height="14" rx="3" fill="{fill}" stroke="{edge}"/>'


def _words(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" style="{STYLE}">{words}</text>'
