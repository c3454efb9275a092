"""Figures of networks: text xor's worked forward pass, one that has learned XOR, and gradients that vanish with depth."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from autograder.author.figures.drawing import BLUE, GREY, PALE_BLUE, PALE_GREY, PALE_RED, RED, Picture, number, sheet
from autograder.frozen import frozen
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


@frozen
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


LAYERS, UNITS, DRAWN_ROWS, DRAWS = 10, 16, 8, 20

LAYER = Text(en="layer (1 is the first one)", pt="camada (1 é a primeira)")
NORM = Text(en="norm of ∂(sum of output)/∂W", pt="norma de ∂(soma da saída)/∂W")
MEDIAN = Text(
    en="{activation}: median and range of {draws} draws", pt="{activation}: mediana e extremos de {draws} sorteios"
)


@frozen
class Activation:
    """An activation, and its slope as a function of its own output."""

    name: str
    apply: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]


SIGMOID = Activation("sigmoid", sigmoid, lambda output: output * (1 - output))
RELU = Activation("relu", lambda z: np.maximum(z, 0), lambda output: (output > 0).astype(float))


def gradient_norms(X: np.ndarray, weights: list[np.ndarray], activation: Activation) -> list[float]:
    """Give the Frobenius norm of ∂(sum of the output)/∂W for each layer, the first layer first, as in exercise 11.

    X (n, d), weights one (d, k) for each layer, no biases, the activation after every layer (cap-18.3, “Desafios do
    Backpropagation”).
    """
    outputs = [X]
    for weight in weights:
        outputs.append(activation.apply(outputs[-1] @ weight))
    norms = []
    gradient = np.ones_like(outputs[-1])
    for weight, before, after in zip(weights[::-1], outputs[-2::-1], outputs[:0:-1], strict=True):
        at_sum = gradient * activation.slope(after)
        norms.append(float(np.linalg.norm(before.T @ at_sum)))
        gradient = at_sum @ weight.T
    return norms[::-1]


def drawn_norms(activation: Activation) -> np.ndarray:
    """Give the norms of networks drawn at random, (draws, layers); both activations get the same networks.

    Weights are normal with variance 2/units, under which relu's signals keep their size (He et al., 2015, “Delving
    deep into rectifiers”).
    """
    rng = np.random.default_rng(0)
    found = []
    for _ in range(DRAWS):
        X = rng.normal(0, 1, (DRAWN_ROWS, UNITS))
        weights = [rng.normal(0, np.sqrt(2 / UNITS), (UNITS, UNITS)) for _ in range(LAYERS)]
        found.append(gradient_norms(X, weights, activation))
    return np.array(found)


def draw_vanishing(lang: Lang) -> Figure:
    """Draw the norms by layer on a logarithmic axis: the median, and a band from the least to the largest."""
    figure, (axes,) = sheet(3.8)
    layers = np.arange(1, LAYERS + 1)
    for activation, color, marker in ((RELU, BLUE, "o"), (SIGMOID, RED, "s")):
        norms = drawn_norms(activation)
        axes.fill_between(layers, norms.min(axis=0), norms.max(axis=0), color=color, alpha=0.15, linewidth=0)
        label = MEDIAN(activation=activation.name, draws=DRAWS).to(lang)
        axes.plot(layers, np.median(norms, axis=0), marker + "-", color=color, markersize=5, label=label)
    axes.set(yscale="log", xlabel=LAYER.to(lang), ylabel=NORM.to(lang))
    axes.set_xticks(layers)
    axes.legend(loc="lower right")
    return figure


VANISHING = Picture(
    name="vanishing-gradients",
    title=Text(en="Vanishing gradients", pt="Desvanecimento do gradiente"),
    alt=Text(
        en="the norm of each layer's gradient in networks of ten layers, on a logarithmic axis: with sigmoid it falls from 15 in the last layer to 0.00014 in the first one; with relu it stays between 40 and 100 in all ten",
        pt="a norma do gradiente de cada camada em redes de dez camadas, em escala logarítmica: com a sigmoide, cai de 15 na última camada para 0,00014 na primeira; com a ReLU, fica entre 40 e 100 nas dez",
    ),
    caption=Text(
        en="Ten layers of 16 units, 20 networks drawn at random, the same ones for both activations, weights with variance 2/16. Each sigmoid takes at least three quarters of the gradient that passes through it; relu lets it pass whole or not at all (cap-18.3).",
        pt="Dez camadas de 16 unidades, 20 redes sorteadas, as mesmas para as duas ativações, pesos com variância 2/16. Cada sigmoide tira pelo menos três quartos do gradiente que passa por ela; a ReLU o deixa passar inteiro, ou não deixa passar nada (cap-18.3).",
    ),
    draw=draw_vanishing,
)
