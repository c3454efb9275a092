"""The figure of gradients that vanish with depth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from autograder.author.figures.drawing import BLUE, RED, Picture, sheet
from autograder.author.figures.xor import sigmoid
from autograder.i18n.language import Lang, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LAYERS, UNITS, ROWS, DRAWS = 10, 16, 8, 20

LAYER = Text(en="layer (1 is the first one)", pt="camada (1 é a primeira)")
NORM = Text(en="norm of ∂(sum of output)/∂W", pt="norma de ∂(soma da saída)/∂W")
MEDIAN = Text(
    en="{activation}: median and range of {draws} draws", pt="{activation}: mediana e extremos de {draws} sorteios"
)


@dataclass(frozen=True, slots=True)
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
        X = rng.normal(0, 1, (ROWS, UNITS))
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
