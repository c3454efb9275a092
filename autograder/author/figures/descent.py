"""Figures on gradient descent: what the learning rate does, and what the start decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from autograder.author.figures.drawing import BLUE, GREY, RED, Picture, number, sheet
from autograder.i18n.language import Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

START = 3.0  # as in text derivadas
RATES = (0.02, 0.3, 1.1)
STEPS = 6
# One start each side, on J = w² and on J = w⁴ − 2w² + 0.4w, which has two valleys.
STARTS, VALLEY_RATE, VALLEY_STEPS = (-1.7, 1.7), 0.03, 60

RATE = Text(en="learning rate {rate}", pt="taxa de aprendizagem {rate}")
VERDICTS = (
    Text(en="small: still far away", pt="pequena: ainda longe"),
    Text(en="good: almost there", pt="boa: quase lá"),
    Text(en="large: jumps over, and away", pt="grande: salta para longe"),
)
CONVEX = Text(en="convex: one minimum", pt="convexa: um só mínimo")
NON_CONVEX = Text(en="non-convex: two minima", pt="não convexa: dois mínimos")
FROM = Text(en="from w = {w}", pt="a partir de w = {w}")
GLOBAL = Text(en="global\nminimum", pt="mínimo\nglobal")
LOCAL = Text(en="local\nminimum", pt="mínimo\nlocal")


def path(derivative: Callable[[float], float], w: float, learning_rate: float, steps: int) -> np.ndarray:
    """Follow w ← w − learning rate · dJ/dw (derivadas; xor, “Delta Rule”); gives the (steps + 1,) values of w."""
    found = [w]
    for _ in range(steps):
        w -= learning_rate * derivative(w)
        found.append(w)
    return np.array(found)


def square_slope(w: float) -> float:
    """The derivative of J = w² (derivadas)."""
    return 2 * w


def valleys(w: np.ndarray) -> np.ndarray:
    """J = w⁴ − 2w² + 0.4w: non-convex, two valleys, the left one deeper."""
    J: np.ndarray = w * w * w * w - 2 * w * w + 0.4 * w
    return J


def valleys_slope(w: float) -> float:
    """The derivative of J = w⁴ − 2w² + 0.4w."""
    return 4 * w * w * w - 4 * w + 0.4


def draw_rates(lang: Lang) -> Figure:
    """Draw the same six steps with three learning rates."""
    figure, panels = sheet(3.4, panels=3)
    w = np.linspace(-9.4, 9.4, 95)
    for axes, rate, verdict in zip(panels, RATES, VERDICTS, strict=True):
        steps = path(square_slope, START, rate, STEPS)
        reach = max(4.0, float(np.abs(steps).max()) * 1.08)
        inside = w[np.abs(w) <= reach]
        axes.plot(inside, inside * inside, color=GREY, linewidth=1.2)
        _walk(axes, steps, steps * steps, BLUE if rate < 1 else RED)
        axes.set_title(f"{RATE(rate=_short(rate, lang)).to(lang)}\n{verdict.to(lang)}", fontsize=9.5)
        axes.set(xlabel="w", ylim=(-0.04 * reach * reach, reach * reach))
    panels[0].set_ylabel("J = w²")
    _whole(panels, lang)
    return figure


def draw_valleys(lang: Lang) -> Figure:
    """Draw two starts on a convex and on a non-convex function."""
    figure, (convex, other) = sheet(3.5, panels=2)
    w = np.linspace(-1.9, 1.9, 96)
    convex.plot(w, w * w, color=GREY, linewidth=1.2)
    other.plot(w, valleys(w), color=GREY, linewidth=1.2)
    for start, color in zip(STARTS, (BLUE, RED), strict=True):
        label = FROM(w=_short(start, lang)).to(lang)
        steps = path(square_slope, start, VALLEY_RATE, VALLEY_STEPS)
        _walk(convex, steps, steps * steps, color, label)
        steps = path(valleys_slope, start, VALLEY_RATE, VALLEY_STEPS)
        _walk(other, steps, valleys(steps), color, label)
        name = GLOBAL if start < 0 else LOCAL
        place = (float(steps[-1]), float(valleys(steps)[-1]))
        other.annotate(
            name.to(lang), place, (0, -10), textcoords="offset points", color=color, ha="center", va="top", fontsize=9
        )
    convex.set(title=CONVEX.to(lang), xlabel="w", ylabel="J = w²")
    other.set(title=NON_CONVEX.to(lang), xlabel="w", ylabel="J = w⁴ − 2w² + " + number(0.4, 1, lang) + "w")
    other.set_ylim(-2.4, 3.6)
    convex.legend(loc="upper center")
    _whole([convex, other], lang)
    return figure


def _walk(axes: Axes, w: np.ndarray, J: np.ndarray, color: str, label: str = "") -> None:
    """Draw a path: its weights as dots, the start larger and hollow."""
    axes.plot(w, J, "o-", color=color, markersize=3.8, linewidth=0.9, label=label or None)
    axes.plot(w[:1], J[:1], "o", markersize=8, markerfacecolor="white", markeredgecolor=color, markeredgewidth=1.6)


def _whole(panels: list[Axes], lang: Lang) -> None:
    from matplotlib.ticker import MaxNLocator

    for axes in panels:
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(nbins=5, integer=True))
            axis.set_major_formatter(lambda value, _: number(value, 0, lang))


def _short(value: float, lang: Lang) -> str:
    places = 2 if abs(value) < 0.1 else 1  # noqa: PLR2004 -- 0.02 needs both
    return number(value, places, lang)


RATES_PICTURE = Picture(
    name="learning-rates",
    title=Text(en="Three learning rates", pt="Três taxas de aprendizagem"),
    alt=Text(
        en="six steps of gradient descent on J = w² from w = 3: with learning rate 0.02 w has come down to 2.35 only; with 0.3 it is at 0.012, almost at the minimum; with 1.1 each step jumps over the minimum to the other side, and higher up, as far as 8.96",
        pt="seis passos da descida do gradiente em J = w² a partir de w = 3: com taxa de aprendizagem 0,02, w só chegou a 2,35; com 0,3, está em 0,012, quase no mínimo; com 1,1, cada passo salta por cima do mínimo para o outro lado, e mais para o alto, até 8,96",
    ),
    caption=Text(
        en="Too low a rate converges slowly, too high a rate jumps over the minimum (cap-18.3). The start is the hollow dot; the third panel shows more of the parabola than the others.",
        pt="Uma taxa baixa demais converge devagar; uma alta demais salta por cima do mínimo (cap-18.3). O início é o círculo vazado; o terceiro quadro mostra mais da parábola que os outros.",
    ),
    draw=draw_rates,
)
VALLEYS_PICTURE = Picture(
    name="two-valleys",
    title=Text(en="Convex and non-convex", pt="Convexa e não convexa"),
    alt=Text(
        en="gradient descent from w = −1.7 and from w = 1.7: on the convex J = w² both paths end at the one minimum, 0; on the non-convex J = w⁴ − 2w² + 0.4w the left path ends in the global minimum at −1.05, the right one in a local minimum at 0.95, which lies higher",
        pt="a descida do gradiente a partir de w = −1,7 e de w = 1,7: na função convexa J = w², os dois caminhos terminam no único mínimo, 0; na não convexa J = w⁴ − 2w² + 0,4w, o caminho da esquerda termina no mínimo global, em −1,05, e o da direita num mínimo local, em 0,95, que fica mais alto",
    ),
    caption=Text(
        en="Where a function is not convex, the start decides which valley the path ends in (pytorch).",
        pt="Onde a função não é convexa, é o ponto de partida que decide em que vale o caminho termina (pytorch).",
    ),
    draw=draw_valleys,
)
