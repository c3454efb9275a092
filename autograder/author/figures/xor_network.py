"""The figure of text xor's worked forward pass, with the signs that the text lost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from autograder.author.figures.drawing import BLUE, GREY, PALE_BLUE, PALE_GREY, RED, number, sheet
from autograder.author.figures.figure_model import Picture
from autograder.i18n.language import Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The row and the weights of the text's figure (xor, “Forward Pass”). It prints the absolute values of `W1`; which of
# them are negative follows from the values of the hidden units that it prints, but for those of x₀ = 0.
ROW = np.array([0.0, 1.0, 1.0])
W1 = np.array([[0.351, 0.097, 0.457], [1.076, -0.165, -0.165], [1.116, 0.542, -0.331]])
W2 = np.array([0.383, -0.327, -0.329])
COLUMNS = (0.0, 3.1, 5.5)  # of inputs, hidden units, output
ROWS = (2.4, 1.2, 0.0)
RADIUS = 0.34
ALONG = 0.25  # of an edge, where its weight stands: nine weights at equal distances

NAMES = (Text(en="x₀", pt="x₀"), Text(en="x₁", pt="x₁"), Text(en="bias", pt="viés"))
INPUTS = Text(en="inputs", pt="entradas")
HIDDEN = Text(en="hidden units", pt="unidades ocultas")
OUTPUT = Text(en="output", pt="saída")
STEP = Text(en="≥ 0.5: class 1,\nas it should be", pt="≥ 0,5: classe 1,\ncomo deve ser")
LOST = Text(en="the text prints this weight without its minus", pt="o texto traz este peso sem o sinal de menos")
NOTHING = Text(en="times x₀ = 0: adds nothing", pt="vezes x₀ = 0: não soma nada")


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1/(1 + e⁻ᶻ), entry by entry."""
    result: np.ndarray = 1 / (1 + np.exp(-z))
    return result


def forward(row: np.ndarray, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, float]:
    """Give the hidden units σ(row · W1), (3,), and the output σ(hidden · W2) (xor, “Forward Pass”)."""
    hidden = sigmoid(row @ first)
    return hidden, float(sigmoid(hidden @ second))


def cut(value: float) -> float:
    """Cut a number off after three digits, as the text does (0.89953 is its 0.899)."""
    return math.trunc(value * 1000) / 1000


def draw_network(lang: Lang) -> Figure:
    """Draw the 3-3-1 network with all its weights and values."""
    figure, (axes,) = sheet(4.3)
    hidden, output = forward(ROW, W1, W2)
    for i, y1 in enumerate(ROWS):
        for j, y2 in enumerate(ROWS):
            color = GREY if ROW[i] == 0 else RED if W1[i, j] < 0 else "black"
            _edge(axes, (COLUMNS[0], y1), (COLUMNS[1], y2), number(W1[i, j], 3, lang), color, ALONG)
        color = "black"
        _edge(axes, (COLUMNS[1], y1), (COLUMNS[2], ROWS[1]), number(W2[i], 3, lang), color, 0.45)
    for y, value, name, unit in zip(ROWS, ROW, NAMES, hidden, strict=True):
        _node(axes, COLUMNS[0], y, number(value, 0, lang), PALE_GREY)
        axes.text(COLUMNS[0] - RADIUS - 0.1, y, name.to(lang), ha="right", va="center")
        _node(axes, COLUMNS[1], y, number(cut(unit), 3, lang), PALE_BLUE)
    _node(axes, COLUMNS[2], ROWS[1], number(cut(output), 3, lang), PALE_BLUE)
    axes.text(COLUMNS[2], ROWS[1] - RADIUS - 0.12, STEP.to(lang), ha="center", va="top", fontsize=9)
    for x, heading in zip(COLUMNS, (INPUTS, HIDDEN, OUTPUT), strict=True):
        axes.text(x, ROWS[0] + 0.6, heading.to(lang), ha="center", va="center", color=BLUE)
    axes.plot([-0.3, 0.0], [-0.68, -0.68], color=RED, linewidth=1.6)
    axes.text(0.1, -0.68, LOST.to(lang), ha="left", va="center", fontsize=9, color=RED)
    axes.plot([-0.3, 0.0], [-0.95, -0.95], color=GREY, linewidth=1.0, linestyle=(0, (4, 3)))
    axes.text(0.1, -0.95, NOTHING.to(lang), ha="left", va="center", fontsize=9, color=GREY)
    axes.set(xlim=(-1.05, 6.2), ylim=(-1.12, 3.2), aspect="equal")
    axes.axis("off")
    return figure


def _node(axes: Axes, x: float, y: float, value: str, color: str) -> None:
    from matplotlib.patches import Circle

    axes.add_patch(Circle((x, y), RADIUS, facecolor=color, edgecolor=GREY, linewidth=0.9, zorder=3))
    axes.text(x, y, value, ha="center", va="center", weight="bold", fontsize=9.5, zorder=4)


def _edge(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], weight: str, color: str, along: float
) -> None:
    dashed = (0, (4, 3)) if color == GREY else "-"
    axes.plot([start[0], end[0]], [start[1], end[1]], color=color, linewidth=1.0, linestyle=dashed, zorder=1)
    x, y = (first + along * (last - first) for first, last in zip(start, end, strict=True))
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
    bold = "bold" if color == RED else "normal"
    axes.text(x, y, weight, ha="center", va="center", fontsize=9, color=color, weight=bold, bbox=ground, zorder=2)


NETWORK = Picture(
    name="xor-network",
    title=Text(en="The 3-3-1 network at (0, 1)", pt="A rede 3-3-1 em (0, 1)"),
    alt=Text(
        en="the 3-3-1 network for the row (0, 1, 1): the hidden units are 0.899, 0.593 and 0.378, the output is 0.506; marked are the three weights that the text prints without their minus signs, −0.165 to the second unit, −0.165 and −0.331 to the third",
        pt="a rede 3-3-1 para a linha (0, 1, 1): as unidades ocultas valem 0,899, 0,593 e 0,378, e a saída, 0,506; estão marcados os três pesos que o texto traz sem o sinal de menos: −0,165 até a segunda unidade, −0,165 e −0,331 até a terceira",
    ),
    caption=Text(
        en="The worked forward pass of xor, figures cut off after three digits as in the text. With the signs that the text prints the output would be 0.480: the wrong class.",
        pt="A passagem para frente do texto xor, com os números cortados na terceira casa, como lá. Com os sinais impressos no texto a saída seria 0,480: a classe errada.",
    ),
    draw=draw_network,
)
