"""Where the nodes and edges of a computational graph stand when it is drawn from its inputs down to its last node. Pure.

Layers by the longest way to the last node, places in a layer by where the edges lead, as K. Sugiyama et al. do
("Methods for visual understanding of hierarchical system structures", 1981), here in one sweep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.frozen import frozen

WIDTH, GAP, PASSAGE = 136, 10, 24  # of a box, between neighbours, and of the passage of an edge through a layer
BETWEEN = 38  # layers
MARGIN = 6

Point = tuple[float, float]
Slot = tuple[str, int]  # a node, or the passage of its edges, and the layer


@frozen
class Layout:
    """A box's upper left corner by node, and the points of each edge (source, user, place), from above down."""

    width: float
    height: float
    boxes: Mapping[str, Point]
    edges: Mapping[tuple[str, str, int], tuple[Point, ...]]


def layout(inputs: Mapping[str, Sequence[str]], heights: Mapping[str, float]) -> Layout:
    """Place the nodes, given each with the inputs it is computed from, inputs first and the last node last.

    Raises ValueError where an input comes after the node that uses it, or a node is used by none.
    """
    layers = _layers(inputs)
    rows = _rows(inputs, layers)
    tops, y = dict[int, float](), float(MARGIN)
    for layer in range(len(rows) - 1, -1, -1):
        tops[layer] = y
        y += max(heights[name] for name, _ in rows[layer] if layers[name] == layer) + BETWEEN
    height = y - BETWEEN + MARGIN
    wide = max(_width(row, layers) for row in rows)
    middles = {slot: x + MARGIN for row in rows for slot, x in _middles(row, layers, wide).items()}
    boxes = {name: (middles[name, layer] - WIDTH / 2, tops[layer]) for name, layer in layers.items()}
    deep = {layer: max(heights[name] for name, at in layers.items() if at == layer) for layer in tops}
    edges: dict[tuple[str, str, int], tuple[Point, ...]] = {}
    for user, sources in inputs.items():
        for place, source in enumerate(sources):
            points = [(middles[source, layers[source]], tops[layers[source]] + heights[source])]
            for layer in range(layers[source] - 1, layers[user], -1):  # straight down where others stand beside
                x = middles[source, layer]
                points += [(x, tops[layer]), (x, tops[layer] + deep[layer])]
            left, top = boxes[user]
            points.append((left + WIDTH * (place + 1) / (len(sources) + 1), top))
            edges[source, user, place] = tuple(points)
    return Layout(wide + 2 * MARGIN, height, boxes, edges)


def _layers(inputs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Give each node the length of the longest way from it to the last one."""
    last_first = list(inputs)[::-1]
    layers = dict.fromkeys(last_first[:1], 0)
    for name in last_first:
        if name not in layers:
            raise ValueError(f"{name} is used by no node after it")
        for source in inputs[name]:
            if source not in inputs or source == name:
                raise ValueError(f"{source} is no node")
            layers[source] = max(layers.get(source, 0), layers[name] + 1)
    if any(layers[source] <= layers[name] for name, sources in inputs.items() for source in sources):
        raise ValueError("a node comes before its inputs")
    return layers


def _rows(inputs: Mapping[str, Sequence[str]], layers: Mapping[str, int]) -> list[list[Slot]]:
    """Order the nodes and passages of each layer, from the last node's up."""
    rows: list[list[Slot]] = []
    for layer in range(max(layers.values()) + 1):
        here: dict[Slot, list[float]] = {}
        for user, sources in inputs.items():
            for place, source in enumerate(sources):
                if layers[user] < layer <= layers[source]:
                    adjacent = layers[user] == layer - 1
                    below = rows[layer - 1].index((user if adjacent else source, layer - 1))
                    port = (place + 1) / (len(sources) + 1) if adjacent else 0.5
                    here.setdefault((source, layer), []).append(below + port)
        if not layer:
            here[next(name for name, at in layers.items() if at == 0), 0] = [0.0]
        rows.append(sorted(here, key=lambda slot, here=here: sum(here[slot]) / len(here[slot])))  # type: ignore[misc]
    return rows


def _wide(slot: Slot, layers: Mapping[str, int]) -> float:
    return WIDTH if layers[slot[0]] == slot[1] else PASSAGE


def _width(row: Sequence[Slot], layers: Mapping[str, int]) -> float:
    return sum(_wide(slot, layers) for slot in row) + GAP * (len(row) - 1)


def _middles(row: Sequence[Slot], layers: Mapping[str, int], wide: float) -> dict[Slot, float]:
    x, found = (wide - _width(row, layers)) / 2, {}
    for slot in row:
        found[slot] = x + _wide(slot, layers) / 2
        x += _wide(slot, layers) + GAP
    return found
