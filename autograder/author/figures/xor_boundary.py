"""The figure of a network that has learned XOR: where it answers 1, and how its cost fell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from autograder.author.figures.drawing import BLUE, PALE_BLUE, PALE_RED, RED, number, sheet
from autograder.author.figures.figure_model import Picture
from autograder.author.figures.xor_network import sigmoid
from autograder.i18n.language import Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

X = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])  # xor, “Forward Pass”: the bias is the last column
Y = np.array([[0.0], [1], [1], [0]])
SEED, LEARNING_RATE, EPOCHS = 1, 2.0, 5000
FIELD = 101  # points a side, at which the output is computed
EDGE = 0.35  # how far the field reaches beyond the points

REGIONS = (("1", -0.2, 0.72), ("0", 0.5, 0.5), ("1", 1.2, 0.28))  # an answer, and where its region has room for it

WHERE = Text(en="where it answers 1, and where 0", pt="onde ela responde 1, e onde 0")
EPOCH = Text(en="epoch", pt="época")
COST = Text(en="cost", pt="custo")
HOW = Text(en="how the cost fell", pt="como o custo caiu")


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained network: W1 (3, 3), W2 (3, 1), and the cost before each epoch, (epochs,)."""

    W1: np.ndarray
    W2: np.ndarray
    losses: np.ndarray

    def output(self, rows: np.ndarray) -> np.ndarray:
        """Give the output σ(σ(rows · W1) · W2) for rows (n, 3), as (n,)."""
        result: np.ndarray = sigmoid(sigmoid(rows @ self.W1) @ self.W2)[:, 0]
        return result


def trained() -> Trained:
    """Train the 3-3-1 network by full-batch gradient descent on the mean of (output − y)², as in exercise 10.

    The gradient is the chain rule's, the update the delta rule's (xor, “Backpropagation”, “Delta Rule”).
    """
    rng = np.random.default_rng(SEED)
    first, second = rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))
    losses = []
    for _ in range(EPOCHS):
        hidden = sigmoid(X @ first)
        output = sigmoid(hidden @ second)
        losses.append(float(np.mean((output - Y) ** 2)))
        at_output = 2 * (output - Y) / Y.size * output * (1 - output)
        at_hidden = at_output @ second.T * hidden * (1 - hidden)
        first, second = first - LEARNING_RATE * X.T @ at_hidden, second - LEARNING_RATE * hidden.T @ at_output
    return Trained(first, second, np.array(losses))


def draw_boundary(lang: Lang) -> Figure:
    """Draw the four points over the network's answers, and beside them its cost."""
    figure, (plane, costs) = sheet(3.7, panels=2)
    network = trained()
    _plane(plane, network, lang)
    costs.plot(np.arange(EPOCHS), network.losses, color=BLUE)
    costs.set(title=HOW.to(lang), xlabel=EPOCH.to(lang), ylabel=COST.to(lang), ylim=(0, 0.3), xlim=(-100, EPOCHS))
    costs.set_xticks(range(0, EPOCHS + 1, 1000))
    costs.set_yticks([0, 0.1, 0.2, 0.3], [number(tick, 1, lang) for tick in (0, 0.1, 0.2, 0.3)])
    return figure


def _plane(axes: Axes, network: Trained, lang: Lang) -> None:
    side = np.linspace(-EDGE, 1 + EDGE, FIELD)
    x0, x1 = np.meshgrid(side, side)
    rows = np.column_stack([x0.ravel(), x1.ravel(), np.ones(x0.size)])
    field = network.output(rows).reshape(x0.shape)
    axes.contourf(x0, x1, field, levels=[0, 0.5, 1], colors=[PALE_RED, PALE_BLUE])
    axes.contour(x0, x1, field, levels=[0.5], colors=["black"], linewidths=1.6)
    for row, target, output in zip(X, Y[:, 0], network.output(X), strict=True):
        color, marker = (BLUE, "s") if target == 1 else (RED, "o")
        axes.plot([row[0]], [row[1]], marker, color=color, markersize=9)
        said = number(output, 3, lang)
        below = row[1] == 0
        place = (row[0], row[1])
        axes.annotate(
            said, place, (0, -13 if below else 13), textcoords="offset points", color=color, ha="center", va="center"
        )
    for answer, at_x0, at_x1 in REGIONS:
        color = BLUE if answer == "1" else RED
        axes.text(at_x0, at_x1, answer, color=color, ha="center", va="center", fontsize=17, alpha=0.55)
    axes.set(title=WHERE.to(lang), xlabel="x₀", ylabel="x₁", aspect="equal")
    axes.set_xticks([0, 1])
    axes.set_yticks([0, 1])


BOUNDARY_PICTURE = Picture(
    name="xor-boundary",
    title=Text(en="A network that has learned XOR", pt="Uma rede que aprendeu o XOR"),
    alt=Text(
        en="on the left the four points of XOR and a trained network's answers: it answers 0 in a band that runs from (0, 0) to (1, 1), with outputs 0.011 and 0.019 there, and 1 on both sides of the band, with 0.984 at (0, 1) and 0.981 at (1, 0); on the right its cost, which stays near 0.25 for some 200 epochs, then falls, and is below 0.001 from epoch 1746 on",
        pt="à esquerda, os quatro pontos do XOR e as respostas de uma rede treinada: ela responde 0 numa faixa que vai de (0, 0) a (1, 1), com saídas 0,011 e 0,019 nesses pontos, e 1 dos dois lados da faixa, com 0,984 em (0, 1) e 0,981 em (1, 0); à direita, o custo, que fica perto de 0,25 por umas 200 épocas, depois cai, e está abaixo de 0,001 a partir da época 1746",
    ),
    caption=Text(
        en="A 3-3-1 network after 5,000 epochs at learning rate 2. One straight line cannot separate the blue squares (1) from the red dots (0); a hidden layer draws a boundary that can (xor).",
        pt="Uma rede 3-3-1 depois de 5.000 épocas com taxa de aprendizagem 2. Nenhuma reta separa os quadrados azuis (1) dos círculos vermelhos (0); a fronteira que a camada oculta traça separa (xor).",
    ),
    draw=draw_boundary,
)
