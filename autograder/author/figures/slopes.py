"""Figures on what a derivative is: the slope of a tangent, and how well differences estimate it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from autograder.author.figures.drawing import BLUE, GREEN, GREY, RED, Picture, number, sheet
from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STARTS = (3.0, 2.0, -3.0)  # where text derivadas looks at J = w²
REACH = 1.25  # how far a tangent is drawn to either side
CUBED_AT = 2.0  # where text derivadas looks at J = w³
DIGITS = (1.13, 1.61, 2.27, 3.19, 4.33, 5.87, 7.79)  # of the steps; not round, or rounding falls into step with them
# Where each line's formula stands: beside this ε, so many points away, on this side of it.
FORMULA_AT = {
    "forward": (2e-5, (0, 10), "right"),
    "central": (1.2e-3, (8, -8), "left"),
    "rounding": (8e-12, (-12, -20), "right"),
}
UNIT_ROUNDOFF = 2.0**-53  # of float64

SLOPE = Text(en="w = {w}: slope {slope}", pt="w = {w}: inclinação {slope}")
WEIGHT = Text(en="w", pt="w")
FORWARD = Text(en="forward difference", pt="diferença progressiva")
CENTRAL = Text(en="central difference", pt="diferença central")
STEP = Text(en="step ε", pt="passo ε")
ERROR = Text(en="error of the estimate", pt="erro da estimativa")
TRUNCATION = Text(
    en="step too long:\nthe slope changes on the way", pt="passo longo demais:\na inclinação muda no caminho"
)
ROUNDING = Text(en="step too short:\nrounding takes over", pt="passo curto demais:\no arredondamento domina")


@frozen
class Tangent:
    """The tangent of J = w² at one w: J(w) and the slope there."""

    w: float
    J: float
    slope: float

    def at(self, w: float) -> float:
        """Give the height of the tangent at another w."""
        return self.J + self.slope * (w - self.w)


@frozen
class Sweep:
    """How far both differences of J = w³ at w = 2 are from the derivative 12, for each step ε; arrays (n,)."""

    epsilon: np.ndarray
    forward: np.ndarray
    central: np.ndarray


def square(w: float) -> float:
    """J = w², the first function of text derivadas."""
    return w * w


def cube(w: float) -> float:
    """J = w³; multiplied out, so that it is the same number on every machine."""
    return w * w * w


def tangents() -> tuple[Tangent, ...]:
    """Give the tangents of J = w² at 3, 2 and −3; their slope is 2w (derivadas)."""
    return tuple(Tangent(w, square(w), 2 * w) for w in STARTS)


def sweep() -> Sweep:
    """Estimate the derivative of J = w³ at 2, which is 3w² = 12 (derivadas), with steps from 0.8 down to 10⁻¹³.

    Forward (J(w + ε) − J(w))/ε, central (J(w + ε) − J(w − ε))/(2ε), as in exercise 01.
    """
    # Read from text, each ε is the float64 nearest to it; computed as a power of 10 it could differ between machines.
    epsilons = [float(f"{digits}e-{power}") for power in range(13, 0, -1) for digits in DIGITS]
    w, derivative = CUBED_AT, 3 * square(CUBED_AT)
    forward = [abs((cube(w + e) - cube(w)) / e - derivative) for e in epsilons]
    central = [abs((cube(w + e) - cube(w - e)) / (2 * e) - derivative) for e in epsilons]
    return Sweep(np.array(epsilons), np.array(forward), np.array(central))


def branches() -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    """Give the three lines that the errors follow, as functions of ε.

    What Taylor's series leaves of each difference, J″/2 · ε = 3wε and J‴/6 · ε² = ε², and the rounding of J
    alone, u·|J|/ε with the unit roundoff u = 2⁻⁵³.
    """
    w = CUBED_AT
    return {
        "forward": lambda epsilon: 3 * w * epsilon,
        "central": lambda epsilon: epsilon * epsilon,
        "rounding": lambda epsilon: UNIT_ROUNDOFF * cube(w) / epsilon,
    }


def draw_tangents(lang: Lang) -> Figure:
    """Draw J = w² with its tangents."""
    figure, (axes,) = sheet(3.9)
    w = np.linspace(-4.2, 4.2, 85)
    axes.plot(w, w * w, color=GREY)
    axes.text(0, 1.3, "J = w²", color=GREY, ha="center")
    places = {3.0: ((-12, 6), "right"), 2.0: ((12, -8), "left"), -3.0: ((12, 6), "left")}
    for tangent, color in zip(tangents(), (RED, GREEN, BLUE), strict=True):
        ends = [tangent.w - REACH, tangent.w + REACH]
        axes.plot(ends, [tangent.at(end) for end in ends], color=color, linewidth=2.2)
        axes.plot([tangent.w], [tangent.J], "o", color=color, markersize=6)
        said = SLOPE(w=number(tangent.w, 0, lang), slope=number(tangent.slope, 0, lang)).to(lang)
        offset, side = places[tangent.w]
        place = (tangent.w, tangent.J)
        axes.annotate(said, place, offset, textcoords="offset points", color=color, ha=side, va="center", weight="bold")
    axes.set(xlim=(-4.6, 4.6), ylim=(-0.6, 17.5), xlabel=WEIGHT.to(lang), ylabel="J")
    axes.set_xticks(range(-4, 5), [number(tick, 0, lang) for tick in range(-4, 5)])
    axes.set_yticks(range(0, 16, 5))
    return figure


def draw_sweep(lang: Lang) -> Figure:
    """Draw the errors of both differences against ε, with the lines they follow."""
    figure, (axes,) = sheet(4.1)
    found, lines = sweep(), branches()
    for errors, color, marker, name in (
        (found.forward, RED, "s", FORWARD),
        (found.central, BLUE, "o", CENTRAL),
    ):
        seen = errors > 0  # an error of exactly 0 has no place on a logarithmic axis
        axes.plot(found.epsilon[seen], errors[seen], marker, color=color, markersize=3.6, label=name.to(lang))
    for branch, color, formula, ends in (
        ("forward", RED, "6ε", (1e-8, 0.7)),
        ("central", BLUE, "ε²", (5e-6, 0.7)),
        ("rounding", GREY, r"$2^{-53}\cdot J/ε$", (1e-13, 1e-5)),
    ):
        reach = np.array(ends)
        axes.plot(reach, lines[branch](reach), "--", color=color, linewidth=1.1, zorder=1)
        at, offset, side = FORMULA_AT[branch]
        place = (at, float(lines[branch](np.array(at))))
        axes.annotate(formula, place, offset, textcoords="offset points", color=color, ha=side, va="center")
    axes.set(xscale="log", yscale="log", xlabel=STEP.to(lang), ylabel=ERROR.to(lang))
    axes.set(xlim=(5e-14, 1.2), ylim=(1e-13, 30))
    axes.text(3e-12, 4e-2, ROUNDING.to(lang), color=GREY, ha="left", va="center", fontsize=9)
    axes.text(0.9, 3e-10, TRUNCATION.to(lang), color=GREY, ha="right", va="center", fontsize=9)
    axes.legend(loc="lower left")
    return figure


TANGENTS = Picture(
    name="tangents",
    title=Text(en="Tangents of J = w²", pt="Tangentes de J = w²"),
    alt=Text(
        en="the parabola J = w² with its tangents at w = 3, 2 and −3; their slopes are 6, 4 and −6, twice w each time",
        pt="a parábola J = w² com as tangentes em w = 3, 2 e −3; as inclinações são 6, 4 e −6, sempre o dobro de w",
    ),
    caption=Text(
        en="The derivative at w is the slope of the tangent there: the same function, another w, another derivative (derivadas).",
        pt="A derivada em w é a inclinação da tangente ali: a mesma função, outro w, outra derivada (derivadas).",
    ),
    draw=draw_tangents,
)
SWEEP = Picture(
    name="epsilon-sweep",
    title=Text(en="Which ε is best?", pt="Qual é o melhor ε?"),
    alt=Text(
        en="the error of both differences for J = w³ at w = 2 against the step ε, on logarithmic axes: from long steps to shorter ones, the forward difference's error falls like 6ε and the central one's like ε²; with still shorter steps both rise again, like 1/ε",
        pt="o erro das duas diferenças para J = w³ em w = 2 conforme o passo ε, em eixos logarítmicos: dos passos longos aos mais curtos, o erro da diferença progressiva cai como 6ε e o da central como ε²; com passos ainda mais curtos, os dois voltam a subir, como 1/ε",
    ),
    caption=Text(
        en="J = w³ at w = 2, where the derivative is 12 (derivadas). The smaller ε the better, says the definition; in floating point only until rounding, divided by ε, becomes the larger error. The central difference reaches further down, and with longer steps.",
        pt="J = w³ em w = 2, onde a derivada é 12 (derivadas). Quanto menor o ε, melhor, diz a definição; em ponto flutuante, só até que o arredondamento, dividido por ε, seja o erro maior. A diferença central chega mais fundo, e com passos mais longos.",
    ),
    draw=draw_sweep,
)
