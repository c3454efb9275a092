"""Functions with gradients, right ones and wrong ones, which a learner's gradient check is given to judge.

Right gradients are formulas here, and wrong ones are made of them, so that what makes each of them wrong is known. The
formulas are the chain rule's (texts derivadas and cap-18.3; G is the upstream gradient): Y = X W + b gives G Wᵀ, Xᵀ G and
the sum of G's rows; tanh′ = 1 − tanh² and σ′ = σ (1 − σ); ln Σ e^z gives each row's softmax; the mean of (p − t)² over k
columns gives 2 (p − t) / k. That they are right is tried against central differences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from autograder.authoring.cases import upstream_gradient
from autograder.judging.model import Case
from autograder.judging.numbers import Numbers, read_numbers
from autograder.sandbox.protocol.calls import Array, Callback, Value

Arrays: TypeAlias = tuple[Array, ...]
Forward: TypeAlias = Callable[..., Array]
Backward: TypeAlias = Callable[..., Arrays]  # (grad_output, *arguments): a gradient for each argument


# --- functions and their right gradients -----------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Layer:
    """A function with its right gradients; `draw` takes a generator and three sizes."""

    formula: str
    forward: Forward
    backward: Backward
    draw: Callable[..., Arrays]


def sigmoid(z: Array) -> Array:
    """σ(z)."""
    return 1 / (1 + np.exp(-z))


def log_sum(z: Array) -> Array:
    """Give ln of the sum of e^z over each row."""
    sums: Array = np.log(np.exp(z).sum(axis=1))
    return sums


def linear_backward(G: Array, X: Array, W: Array, _b: Array) -> Arrays:
    """Back through X W + b."""
    return G @ W.T, X.T @ G, G.sum(axis=0)


def tanh_backward(G: Array, X: Array, W: Array, b: Array) -> Arrays:
    """Back through a layer with tanh."""
    return linear_backward(G * (1 - np.tanh(X @ W + b) ** 2), X, W, b)


def log_sum_backward(G: Array, z: Array) -> Arrays:
    """Back through the logarithms: each row's shares are its softmax."""
    return (G[:, None] * np.exp(z - log_sum(z)[:, None]),)


def cost_backward(G: Array, p: Array, t: Array) -> Arrays:
    """Back through the mean squared error of each row."""
    slope = 2 * (p - t) * G[:, None] / p.shape[1]
    return slope, -slope


def normal(*shapes: str) -> Callable[..., Arrays]:
    """Draw arrays whose shapes are spelled by the letters of their sizes."""

    def draw(rng: np.random.Generator, n: int, d: int, k: int) -> Arrays:
        sizes = {"n": n, "d": d, "k": k}
        return tuple(rng.normal(0, 1, [sizes[letter] for letter in shape]) for shape in shapes)

    return draw


LINEAR = Layer("X @ W + b", lambda X, W, b: X @ W + b, linear_backward, normal("nd", "dk", "k"))
TANH = Layer("np.tanh(X @ W + b)", lambda X, W, b: np.tanh(X @ W + b), tanh_backward, normal("nd", "dk", "k"))
PRODUCT = Layer("x * y", lambda x, y: x * y, lambda G, x, y: (G * y, G * x), normal("nk", "nk"))
MATRICES = Layer("A @ B", lambda A, B: A @ B, lambda G, A, B: (G @ B.T, A.T @ G), normal("nd", "dk"))
LOG_SUM = Layer("np.log(np.exp(z).sum(axis=1))", log_sum, log_sum_backward, normal("nk"))
COST = Layer(
    "np.mean((p - t)**2, axis=1)", lambda p, t: np.mean((p - t) ** 2, axis=1), cost_backward, normal("nk", "nk")
)
SIGMOID = Layer("1 / (1 + np.exp(-z))", sigmoid, lambda G, z: (G * sigmoid(z) * (1 - sigmoid(z)),), normal("nk"))
RELU = Layer(
    "np.maximum(z, 0) * y",
    lambda z, y: np.maximum(z, 0) * y,
    lambda G, z, y: (G * y * (z > 0), G * np.maximum(z, 0)),
    normal("nk", "nk"),
)
SEVERAL: tuple[Layer, ...] = (LINEAR, TANH, PRODUCT, MATRICES, COST)  # with more than one argument
SMOOTH: tuple[Layer, ...] = (*SEVERAL, LOG_SUM, SIGMOID)


def scaled(layer: Layer, factor: float) -> Layer:
    """Give a layer whose outputs, and with them its gradients, are all large or all tiny."""

    def backward(G: Array, *args: Array) -> Arrays:
        return tuple(factor * gradient for gradient in layer.backward(G, *args))

    return Layer(f"{factor:g} * ({layer.formula})", lambda *args: factor * layer.forward(*args), backward, layer.draw)


# --- pairs: a forward with a backward that is right, or wrong in one way ---------------------------------------------


@dataclass(frozen=True, eq=False)
class Pair:
    """What one call is given: `layer.backward` is right, `backward` may be wrong.

    `kind` is the exercise's name for what is wrong, or special; of these "nonsense" and "writes" mean something to the
    diagnosis: gradients made of noise, and a `backward` that writes into what it is handed.
    """

    kind: str
    layer: Layer
    arguments: Arrays
    backward: Backward
    sources: tuple[str, str] = ("", "")  # both functions as lambdas, to be pasted

    def answer(self, *given: Value) -> Value:
        """Answer a use of `backward`: the gradients, and what it wrote into each array that it was given."""
        arrays = taken("backward", [self.layer.forward(*self.arguments).shape, *self.shapes], given)
        before = [array.copy() for array in arrays]
        gradients = tuple(np.array(gradient) for gradient in self.backward(*arrays))
        changed = [not np.array_equal(array, copy, equal_nan=True) for array, copy in zip(arrays, before, strict=True)]
        return gradients, [array if written else None for array, written in zip(arrays, changed, strict=True)]

    def __call__(self, *given: Value) -> Array:
        """Answer a use of `forward`."""
        return np.array(self.layer.forward(*taken("forward", self.shapes, given)))

    @property
    def is_right(self) -> bool:
        """Whether the gradients are the right ones."""
        return self.backward is self.layer.backward

    @property
    def callbacks(self) -> tuple[Callback, Callback]:
        """What the learner's check gets for `forward` and `backward`; `pair_of` finds the pair in them."""
        return Callback("forward", self), Callback("backward", self.answer)

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        """The shapes of the arguments."""
        return [array.shape for array in self.arguments]

    def gradients(self, G: Array) -> tuple[Arrays, Arrays]:
        """Give what `backward` answers to an upstream gradient, and what is right."""
        own = (array.copy() for array in self.arguments)
        return self.backward(G.copy(), *own), self.layer.backward(G, *self.arguments)

    def some_upstream(self) -> Array:
        """Give an upstream gradient to show its gradients with: the same at every run."""
        shape = self.layer.forward(*self.arguments).shape
        return upstream_gradient(np.random.default_rng(0), shape)


def pair_of(case: Case) -> Pair:
    """Give the pair that a call is given: its forward is the pair itself. Raise TypeError for a call without one."""
    forward = case.call.args[0]
    if not (isinstance(forward, Callback) and isinstance(forward.function, Pair)):
        raise TypeError(forward)
    return forward.function


def misshapen(pair: Pair) -> bool:
    """Whether its gradients have not the shapes of the arguments."""
    return [np.shape(one) for one in pair.gradients(pair.some_upstream())[0]] != pair.shapes


def taken(name: str, shapes: Sequence[tuple[int, ...]], given: Sequence[Value]) -> list[Array]:
    """Read what a function was handed; what does not fit is told in both languages, as the text of an exception."""
    if len(given) != len(shapes):
        raise TypeError(
            f"{name} takes {len(shapes)} arrays, not {len(given)} / recebe {len(shapes)} arrays, e não {len(given)}"
        )
    arrays = []
    for at, (shape, value) in enumerate(zip(shapes, given, strict=True)):
        numbers = read_numbers(value)
        got = numbers.array.shape if isinstance(numbers, Numbers) else type(value).__name__
        if not isinstance(numbers, Numbers) or got != shape:
            raise ValueError(
                f"{name}: argument {at} has shape {shape}, not {got} / o argumento {at} tem shape {shape}, e não {got}"
            )
        arrays.append(numbers.array.copy())
    return arrays


def right(kind: str, layer: Layer, arguments: Arrays) -> Pair:
    """Pair a function with its right gradients."""
    return Pair(kind, layer, arguments, layer.backward)


def wrong(kind: str, layer: Layer, arguments: Arrays, change: Callable[..., Iterable[Array]]) -> Pair:
    """Pair a function with wrong gradients: `change(right ones, grad_output, *arguments)`."""

    def backward(G: Array, *args: Array) -> Arrays:
        return tuple(change(layer.backward(G, *args), G, *args))

    return Pair(kind, layer, arguments, backward)


def with_upstream(kind: str, layer: Layer, arguments: Arrays, other: Callable[[Array], Array]) -> Pair:
    """Pair a function with gradients that are right for another upstream gradient."""
    return Pair(kind, layer, arguments, lambda G, *args: layer.backward(other(G), *args))


def replaced(at: int, change: Callable[..., Array]) -> Callable[..., list[Array]]:
    """Change the gradient of one argument alone: `change(right one, grad_output, *arguments)`."""

    def changed(gradients: Arrays, G: Array, *args: Array) -> list[Array]:
        return [change(one, G, *args) if at == place else one for place, one in enumerate(gradients)]

    return changed


def entry_off(rng: np.random.Generator, at: int, shape: tuple[int, ...]) -> Callable[..., list[Array]]:
    """Make one entry wrong, which is not the first: by about the size of the largest."""
    place = int(rng.integers(1, np.prod(shape)))
    share = float(rng.uniform(0.5, 1.5) * rng.choice([-1, 1]))

    def off(gradient: Array, *_: Array) -> Array:
        moved = gradient.copy()
        moved.flat[place] += share * np.abs(gradient).max()
        return moved

    return replaced(at, off)


def row_lost(gradient: Array, *_: Array) -> Array:
    """Leave the last row out, as a loop does that ends too early."""
    return np.concatenate([gradient[:-1], np.zeros((1, *gradient.shape[1:]))])


def rows_exchanged(gradient: Array, *_: Array) -> Array:
    """Put the rows in the opposite order."""
    return gradient[::-1].copy()


def noise(rng: np.random.Generator, arguments: Arrays) -> Callable[..., list[Array]]:
    """Give gradients of the right shapes and sizes, and else of nothing."""
    drawn_ones = [upstream_gradient(rng, array.shape) for array in arguments]

    def other(gradients: Arrays, *_: Array) -> list[Array]:
        return [np.abs(one).max() * each for one, each in zip(gradients, drawn_ones, strict=True)]

    return other


def written_upstream(gradients: Arrays, G: Array, *_: Array) -> Arrays:
    """Write into the upstream gradient, once the right gradients are computed."""
    G *= 2
    return gradients


def written_argument(gradients: Arrays, _G: Array, x: Array, *_: Array) -> Arrays:
    """Write into the first argument."""
    x *= 2
    return gradients


def sizes(rng: np.random.Generator) -> list[int]:
    """Draw three different sizes: nothing is square, and there are several rows."""
    return [int(size) for size in rng.permutation([2, 3, 4])]


def drawn(rng: np.random.Generator, *layers: Layer) -> tuple[Layer, Arrays]:
    """Draw one of some layers, and its arguments."""
    layer = layers[int(rng.integers(len(layers)))]
    return layer, layer.draw(rng, *sizes(rng))
