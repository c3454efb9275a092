"""The figure of the graph of text chain-rule, with its values and its gradients."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from autograder.author.figures.drawing import BLUE, GREY, PALE_BLUE, PALE_GREY, RED, Picture, number, sheet
from autograder.i18n.language import Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# One row, one feature, one unit: every array has a single entry. Chosen so that all numbers are short.
INPUTS = {"X": 2.0, "W1": 0.5, "b1": -1.0, "W2": 2.0, "b2": 1.0, "y": 1.0}
SHOWN = {"l1": "Linear", "s1": "Sigmoid", "l2": "Linear", "cost": "MSE"}
EDGES = (
    ("X", "l1"), ("W1", "l1"), ("b1", "l1"), ("l1", "s1"), ("s1", "l2"),
    ("W2", "l2"), ("b2", "l2"), ("l2", "cost"), ("y", "cost"),
)  # fmt: skip
PLACES = {
    "X": (0.0, 1.4), "l1": (1.5, 1.4), "s1": (3.0, 1.4), "l2": (4.5, 1.4), "cost": (6.0, 1.4),
    "W1": (1.0, 0.0), "b1": (2.0, 0.0), "W2": (4.0, 0.0), "b2": (5.0, 0.0), "y": (6.0, 0.0),
}  # fmt: skip
WIDE, HIGH = 0.86, 0.84
APART = 0.09  # between the two arrows of an edge
GAP = 0.04  # between an arrow and a box

VALUE = Text(en="forward: the value", pt="para frente: o valor")
GRADIENT = Text(en="backward: ∂cost/∂node", pt="para trás: ∂custo/∂nó")


def values(inputs: Mapping[str, float]) -> dict[str, float]:
    """Run the graph forward: Linear, Sigmoid, Linear, MSE (chain-rule); every node's value by its name."""
    l1 = inputs["X"] * inputs["W1"] + inputs["b1"]
    s1 = 1 / (1 + math.exp(-l1))
    l2 = s1 * inputs["W2"] + inputs["b2"]
    return {**inputs, "l1": l1, "s1": s1, "l2": l2, "cost": (l2 - inputs["y"]) ** 2}


def gradients(value: Mapping[str, float]) -> dict[str, float]:
    """Run it backward, from the last node to the first: each node's ∂cost/∂node (chain-rule, cap-18.3)."""
    cost = 1.0
    l2 = cost * 2 * (value["l2"] - value["y"])
    s1 = l2 * value["W2"]
    l1 = s1 * value["s1"] * (1 - value["s1"])
    return {
        "cost": cost, "l2": l2, "y": -l2, "s1": s1, "W2": l2 * value["s1"], "b2": l2,
        "l1": l1, "X": l1 * value["W1"], "W1": l1 * value["X"], "b1": l1,
    }  # fmt: skip


def draw_graph(lang: Lang) -> Figure:
    """Draw every node as a box with its value and its gradient, every edge as an arrow there and one back."""
    figure, (axes,) = sheet(3.1)
    value = values(INPUTS)
    gradient = gradients(value)
    for name, (x, y) in PLACES.items():
        _box(axes, name, x, y)
        axes.text(x, y - 0.07, _short(value[name], lang), color=BLUE, ha="center", va="center")
        axes.text(x, y - 0.26, _short(gradient[name], lang), color=RED, ha="center", va="center")
    for start, end in EDGES:
        _arrows(axes, start, end)
    axes.text(1.5, 2.2, "→ " + VALUE.to(lang), color=BLUE, ha="center", va="center")
    axes.text(4.5, 2.2, "← " + GRADIENT.to(lang), color=RED, ha="center", va="center")
    axes.set(xlim=(-0.5, 6.5), ylim=(-0.47, 2.4), aspect="equal")
    axes.axis("off")
    return figure


def _short(value: float, lang: Lang) -> str:
    return number(value, 0 if value == round(value) else 1, lang)


def _box(axes: Axes, name: str, x: float, y: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(
        FancyBboxPatch(
            (x - WIDE / 2, y - HIGH / 2),
            WIDE,
            HIGH,
            boxstyle="round,pad=0,rounding_size=0.09",
            facecolor=PALE_BLUE if name in SHOWN else PALE_GREY,
            edgecolor=GREY,
            linewidth=0.9,
        )
    )
    if name in SHOWN:
        axes.text(x, y + 0.3, SHOWN[name], ha="center", va="center", weight="bold", fontsize=9.5)
        axes.text(x, y + 0.14, name, ha="center", va="center", fontsize=8.5, color=GREY)
    else:
        axes.text(x, y + 0.24, name, ha="center", va="center", weight="bold", fontsize=9.5)


def _arrows(axes: Axes, start: str, end: str) -> None:
    """Draw the arrow there in the colour of values, and the arrow back in that of gradients."""
    (x1, y1), (x2, y2) = PLACES[start], PLACES[end]
    if y1 == y2:
        x1, x2 = x1 + WIDE / 2 + GAP, x2 - WIDE / 2 - GAP
    else:
        y1, y2 = y1 + HIGH / 2 + GAP, y2 - HIGH / 2 - GAP
        x2 += 0.5 * (x1 - x2)  # parameters of one node arrive side by side
    dx, dy = (0, APART / 2) if y1 == y2 else (-APART / 2, 0)
    arrow = {"arrowstyle": "-|>", "mutation_scale": 9, "linewidth": 1.3, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (x2 + dx, y2 + dy), (x1 + dx, y1 + dy), arrowprops={**arrow, "color": BLUE})
    axes.annotate("", (x1 - dx, y1 - dy), (x2 - dx, y2 - dy), arrowprops={**arrow, "color": RED})


GRAPH = Picture(
    name="graph",
    title=Text(en="A graph, forward and backward", pt="Um grafo, para frente e para trás"),
    alt=Text(
        en="the graph Linear, Sigmoid, Linear, MSE with its inputs X, W1, b1, W2, b2 and y; going forward the values are 0, 0.5, 2 and the cost 1; going backward the gradients are 1 at the cost, 2 at the second Linear, 4 at the Sigmoid, 1 at the first Linear, and then 0.5 for X, 2 for W1, 1 for b1; for W2 1, for b2 2, for y −2",
        pt="o grafo Linear, Sigmoid, Linear, MSE com as entradas X, W1, b1, W2, b2 e y; para frente, os valores são 0, 0,5, 2 e o custo 1; para trás, os gradientes são 1 no custo, 2 no segundo Linear, 4 no Sigmoid, 1 no primeiro Linear e depois 0,5 para X, 2 para W1, 1 para b1; para W2 1, para b2 2, para y −2",
    ),
    caption=Text(
        en="Each array has one entry here. A node hands each of its inputs the gradient that reached it, times its own slope with respect to that input (chain-rule).",
        pt="Aqui cada array tem uma entrada só. Um nó repassa a cada uma de suas entradas o gradiente que chegou a ele, vezes a sua própria inclinação em relação a essa entrada (chain-rule).",
    ),
    draw=draw_graph,
)
