"""Checks of 13 gradient_check: the learner's check is given right and wrong gradients, in an order that is drawn anew.

Texts: derivadas (nudging w by ε), cap-18.3 (the chain rule). Right gradients are formulas here; wrong ones are made of them, so
that what makes each of them wrong is known, and can be held against what the learner's check looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise, zip_longest
from typing import Any, TypeAlias

import numpy as np

from autograder.authoring import (
    EPSILON,
    Array,
    Call,
    Callback,
    Case,
    Catalogue,
    Check,
    Exercise,
    Numbers,
    Opaque,
    Outcome,
    Repro,
    Returned,
    Seeded,
    Value,
    Verdict,
    Written,
    as_numbers,
    described,
    diagnose_change,
    known,
    named,
    read_numbers,
    upstream_gradient,
    verdict_on_failure,
)

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
SEVERAL = (LINEAR, TANH, PRODUCT, MATRICES, COST)  # with more than one argument
SMOOTH = (*SEVERAL, LOG_SUM, SIGMOID)


def scaled(layer: Layer, factor: float) -> Layer:
    """Give a layer whose outputs, and with them its gradients, are all large or all tiny."""

    def backward(G: Array, *args: Array) -> Arrays:
        return tuple(factor * gradient for gradient in layer.backward(G, *args))

    return Layer(f"{factor:g} * ({layer.formula})", lambda *args: factor * layer.forward(*args), backward, layer.draw)


# --- pairs: a forward with a backward that is right, or wrong in one way ---------------------------------------------


@dataclass(frozen=True, eq=False)
class Pair:
    """What one call is given. `kind` is a key of the catalogue; `layer.backward` is right, `backward` may be wrong."""

    kind: str
    layer: Layer
    arguments: Arrays
    backward: Backward
    sources: tuple[str, str] = ("", "")  # both functions as lambdas, to be pasted

    def answer(self, *given: Value) -> tuple[Arrays, list[Array | None]]:
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
    """Give the pair that a call is given: its forward is the pair itself."""
    forward = case.call.args[0]
    if not (isinstance(forward, Callback) and isinstance(forward.function, Pair)):
        raise TypeError(forward)
    return forward.function


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


def right_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """All kinds of right gradients."""
    for layer in (LINEAR, TANH, LOG_SUM, COST):
        yield right("smooth", *drawn(rng, layer))
    X, W, b = LINEAR.draw(rng, *sizes(rng))
    yield right("badly-scaled", LINEAR, (1e3 * X, 1e-3 * W, b))
    x, y = PRODUCT.draw(rng, *sizes(rng))
    yield right("badly-scaled", PRODUCT, (1e-3 * x, 1e3 * y))
    for layer in (TANH, MATRICES):
        yield right("large", *drawn(rng, scaled(layer, 1e8)))
    for layer in (LOG_SUM, PRODUCT):
        yield right("tiny", *drawn(rng, scaled(layer, 1e-9)))
    for low, high, layer in ((9, 13, SIGMOID), (-13, -9, SIGMOID)):
        (z,) = layer.draw(rng, *sizes(rng))
        z.flat[1::2] = rng.uniform(low, high, z.flat[1::2].shape)
        yield right("saturated", layer, (z,))
    for _ in range(2):
        z, y = RELU.draw(rng, *sizes(rng))
        z = rng.uniform(0.02, 1, z.shape) * rng.choice([-1, 1], z.shape)
        z.flat[:2] = rng.uniform(0.02, 0.05, 2) * [1, -1]
        yield right("kink", RELU, (z, y + 2 * np.sign(y)))


def nonsense_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Gradients of the right shapes and sizes, and else of nothing."""
    for layer in (LINEAR, TANH, PRODUCT, SIGMOID, COST):
        arguments = layer.draw(rng, *sizes(rng))
        noise = [upstream_gradient(rng, array.shape) for array in arguments]

        def other(gradients: Arrays, *_: Array, noise: Sequence[Array] = noise) -> list[Array]:
            return [np.abs(one).max() * each for one, each in zip(gradients, noise, strict=True)]

        yield wrong("nonsense", layer, arguments, other)


def size_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Everything has the wrong sign, is off by a factor, or lacks the upstream gradient; also where all is tiny."""
    for layers in (SEVERAL, SMOOTH, (scaled(SIGMOID, 1e-9),)):
        yield wrong("sign", *drawn(rng, *layers), lambda right, *_: [-one for one in right])
    for factor, layers in ((2, SMOOTH), (0.5, SEVERAL), (2, (scaled(TANH, 1e-9),)), (0.5, (scaled(MATRICES, 1e8),))):
        yield wrong("factor", *drawn(rng, *layers), lambda right, *_, factor=factor: [factor * one for one in right])
    for layer in (PRODUCT, TANH, SIGMOID):
        yield with_upstream("upstream", *drawn(rng, layer), np.ones_like)


def part_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """One entry, one row or one argument is wrong, or rows and columns are exchanged."""
    for at, layers in ((0, SMOOTH), (1, SEVERAL), (2, (LINEAR, TANH))):
        layer, arguments = drawn(rng, *layers)
        yield wrong("entry", layer, arguments, entry_off(rng, at, arguments[at].shape))
    for at, change, layers in (
        (1, row_lost, (LINEAR, TANH)),
        (1, row_lost, (PRODUCT,)),
        (1, rows_exchanged, (MATRICES, COST)),
    ):
        yield wrong("row", *drawn(rng, *layers), replaced(at, change))
    for at, factor, layers in (
        (0, -1, SEVERAL),
        (1, 0, (PRODUCT, COST)),
        (1, 2, (LINEAR, TANH)),
        (2, 0.5, (LINEAR, TANH)),
    ):
        yield wrong("argument", *drawn(rng, *layers), replaced(at, lambda one, *_, factor=factor: factor * one))
    square = (2, 3, 3)
    for layer in (LINEAR, TANH):
        yield wrong("transposed", layer, layer.draw(rng, *square), replaced(1, lambda one, *_: one.T.copy()))
    for at, layer in ((0, MATRICES), (1, TANH)):
        yield wrong("shape", *drawn(rng, layer), replaced(at, lambda one, *_: one.T.copy()))
    yield wrong("shape", *drawn(rng, LINEAR), replaced(2, lambda one, *_: np.array(one.sum())))


def hidden_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Right for an upstream gradient of ones, for one row or for square matrices, and nowhere else."""
    for other, layers in (
        (lambda G: G**2, SEVERAL),
        (np.flip, (TANH, PRODUCT, SIGMOID)),
        (lambda G: np.full(G.shape, G.mean()), (TANH, PRODUCT, SIGMOID)),
    ):
        yield with_upstream("ones", *drawn(rng, *layers), other)

    def last_row(_right: Array, G: Array, X: Array, *_: Array) -> Array:
        return np.outer(X[-1], G[-1])

    yield wrong("rows", *drawn(rng, LINEAR), replaced(1, last_row))
    yield wrong("rows", *drawn(rng, LINEAR, TANH), replaced(2, lambda one, G, *_: one / len(G)))
    yield wrong("rows", *drawn(rng, LINEAR), replaced(1, lambda one, G, *_: one / len(G)))
    yield wrong("square", *drawn(rng, COST), lambda right, _G, p, _t: [one * p.shape[1] / p.shape[0] for one in right])
    reshaped = replaced(1, lambda one, *_: one.T.reshape(one.shape))
    for layer in (MATRICES, LINEAR):
        yield wrong("square", *drawn(rng, layer), reshaped)


def slight_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """Off by one or two parts in a thousand; or right, but something is written into."""
    for at, layers in ((None, SMOOTH), (None, (scaled(TANH, 1e8),)), (0, SEVERAL), (1, SEVERAL)):
        factor = 1 + rng.choice([-1, 1]) * rng.uniform(1e-3, 2e-3)
        every = lambda right, *_, factor=factor: [factor * one for one in right]  # noqa: E731 -- as the other one
        one = lambda right, *_, factor=factor: factor * right  # noqa: E731
        yield wrong("slight", *drawn(rng, *layers), every if at is None else replaced(at, one))
    for change, layers in ((written_upstream, SMOOTH), (written_upstream, SEVERAL), (written_argument, SEVERAL)):
        yield wrong("writes", *drawn(rng, *layers), change)


def beside_pairs(rng: np.random.Generator) -> Iterator[Pair]:
    """What costs nothing: a gradient that is zero, and NaN in the place of one."""
    z, y = RELU.draw(rng, *sizes(rng))
    yield right("zero", RELU, (-0.5 - np.abs(z), y))
    layer, arguments = drawn(rng, PRODUCT, COST)
    yield wrong("nan", layer, arguments, lambda right, *_: [np.full(one.shape, np.nan) for one in right])


FAMILIES: dict[str, Callable[[np.random.Generator], Iterator[Pair]]] = {
    "size": size_pairs,
    "part": part_pairs,
    "hidden": hidden_pairs,
    "slight": slight_pairs,
}
KINDS = {  # of pairs, by the check that judges them
    "right": ("smooth", "badly-scaled", "large", "tiny", "saturated", "kink", "nonsense", "zero"),
    "size": ("sign", "factor", "upstream"),
    "part": ("entry", "row", "argument", "transposed", "shape", "nan"),
    "hidden": ("ones", "rows", "square"),
    "slight": ("slight", "writes"),
}
BESIDE = ("zero", "nan")  # cost nothing
ACCEPTED = ("smooth", "badly-scaled", "large", "tiny", "saturated", "kink", "zero")  # the right ones


# --- what is asked ---------------------------------------------------------------------------------------------------


def asked(pair: Pair, seed: int, *, shown: bool = False) -> Case:
    """Ask for a verdict on a pair; `shown` ones can be pasted."""
    functions = Callback("forward", pair), Callback("backward", pair.answer)
    call = Call("check_gradient", (*functions, pair.arguments, Seeded(seed)), via_driver="checked")
    arrays = "".join(f"np.array({array.tolist()}), " for array in pair.arguments)
    line = f"check_gradient({pair.sources[0]}, {pair.sources[1]}, ({arrays.strip()}), np.random.default_rng({seed}))"
    repros = (Repro(line, Written(pair.kind in ACCEPTED), as_bool),) if shown else ()
    remark = BESIDE_TEXTS[pair.kind] if pair.kind in BESIDE else None
    return Case(call, repros=repros, remark=remark)


def plan_pairs(rng: np.random.Generator) -> list[Case]:
    """All pairs, mixed; those that cost nothing come last."""
    pairs = [*right_pairs(rng), *nonsense_pairs(rng), *(pair for family in FAMILIES.values() for pair in family(rng))]
    mixed = [pairs[at] for at in rng.permutation(len(pairs))]
    return [asked(pair, int(rng.integers(1 << 31))) for pair in (*mixed, *beside_pairs(rng))]


# Pairs to paste, the simplest first: kind, forward, the right backward, arguments, the backward that is given ("" : the right one).
SQUARE, PRODUCT_LINES, MATRIX_LINES, SHIFT = (
    ("lambda x: x**2", "lambda g, x: (2 * g * x,)"),
    ("lambda x, y: x * y", "lambda g, x, y: (g * y, g * x)"),
    ("lambda A, B: A @ B", "lambda g, A, B: (g @ B.T, A.T @ g)"),
    ("lambda x, b: x + b", "lambda g, x, b: (g, g.sum(axis=0))"),
)
LARGE = ("lambda x: 1e8 * x**2", "lambda g, x: (2e8 * g * x,)")
TINY = ("lambda x: 1e-9 * x**2", "lambda g, x: (2e-9 * g * x,)")
FLAT = ("lambda z: 1 / (1 + np.exp(-z))", "lambda g, z: (g / (2 + np.exp(z) + np.exp(-z)),)")
BENT = ("lambda z: np.maximum(z, 0)", "lambda g, z: (g * (z > 0),)")
THREE, TWO, TWOS = ([3.0],), ([3.0, -1.0],), ([3.0, -1.0], [-1.0, 3.0])
GRIDS, WIDE_TALL = ([[1.0, -2.0], [4.0, 0.5]], [[2.0, 1.0], [-1.0, 3.0]]), ([[1.0, 2.0, -1.0]], [[2.0], [-3.0], [0.5]])
Minimal: TypeAlias = tuple[str, tuple[str, str], tuple[list[Any], ...], str]
MINIMAL: dict[str, tuple[Minimal, ...]] = {
    "right": (
        ("smooth", SQUARE, THREE, ""),
        ("nonsense", SQUARE, THREE, "lambda g, x: (g + 20,)"),
        ("smooth", PRODUCT_LINES, TWOS, ""),
        ("large", LARGE, TWO, ""),
        ("saturated", FLAT, ([0.5, 12.0],), ""),
        ("kink", BENT, ([0.02, -0.02, 1.0],), ""),
    ),
    "size": (
        ("sign", SQUARE, THREE, "lambda g, x: (-2 * g * x,)"),
        ("factor", SQUARE, THREE, "lambda g, x: (g * x,)"),
        ("upstream", SQUARE, TWO, "lambda g, x: (2 * x,)"),
        ("factor", TINY, THREE, "lambda g, x: (1e-9 * g * x,)"),
    ),
    "part": (
        ("entry", SQUARE, TWO, "lambda g, x: (2 * g * x + np.array([0, 1]),)"),
        ("argument", PRODUCT_LINES, TWOS, "lambda g, x, y: (g * y, -g * x)"),
        ("argument", PRODUCT_LINES, TWOS, "lambda g, x, y: (-g * y, g * x)"),
        ("row", MATRIX_LINES, GRIDS, "lambda g, A, B: (g @ B.T, (A.T @ g)[::-1])"),
        ("transposed", MATRIX_LINES, GRIDS, "lambda g, A, B: (g @ B.T, g.T @ A)"),
        ("shape", MATRIX_LINES, WIDE_TALL, "lambda g, A, B: (g @ B.T, g.T @ A)"),
    ),
    "hidden": (
        ("ones", SQUARE, TWO, "lambda g, x: (2 * g**2 * x,)"),
        ("ones", SQUARE, TWO, "lambda g, x: (2 * np.mean(g) * x,)"),
        ("rows", SHIFT, (GRIDS[0], TWO[0]), "lambda g, x, b: (g, g.mean(axis=0))"),
        (
            "square",
            MATRIX_LINES,
            ([[1.0, -2.0]], [[2.0, -3.0, 1.0], [4.0, 0.5, -1.0]]),
            "lambda g, A, B: (g @ B.T, (g.T @ A).reshape(B.shape))",
        ),
    ),
    "slight": (
        ("slight", SQUARE, THREE, "lambda g, x: (2.002 * g * x,)"),
        ("slight", PRODUCT_LINES, TWOS, "lambda g, x, y: (g * y, 1.001 * g * x)"),
        ("writes", SQUARE, TWO, "lambda g, x: (np.multiply(g, 2 * x, out=g),)"),
        ("writes", SQUARE, TWO, "lambda g, x: (g * np.multiply(x, 2, out=x),)"),
    ),
}


def as_function(line: str) -> Any:  # noqa: ANN401 -- a forward or a backward
    """Make the function that a learner gets who pastes a line."""
    function = eval(line, {"np": np})  # noqa: S307 -- the lines above
    if line.startswith("lambda g"):
        return lambda *given: tuple(map(np.asarray, function(*given)))
    return function


def minimal_pairs(check: str) -> list[Case]:
    """Pairs to paste, the simplest first."""
    cases: list[Case] = []
    for kind, (forward, backward), arguments, given in MINIMAL[check]:
        layer = Layer(forward.partition(": ")[2], as_function(forward), as_function(backward), normal())
        arrays = tuple(map(np.array, arguments))
        sources = forward, given or backward
        cases.append(asked(Pair(kind, layer, arrays, as_function(sources[1]), sources), 0, shown=True))
    return cases


# --- judging ---------------------------------------------------------------------------------------------------------

TEXTS = Catalogue.beside(__file__)
KIND_TEXTS = {kind: TEXTS.text(f"kind-{kind}") for kinds in KINDS.values() for kind in kinds if kind not in BESIDE}
BESIDE_TEXTS = {kind: TEXTS.text(f"beside-{kind}") for kind in BESIDE}
NO_VERDICT, NO_VERDICT_HELP = TEXTS.text("no-verdict"), TEXTS.text("no-verdict-help")
ACCUSED, NONSENSE, MISSED = TEXTS.text("accused"), TEXTS.text("nonsense"), TEXTS.text("missed")
COUNTED, AND_ALSO, CHANGED = TEXTS.text("counted"), TEXTS.text("and-also"), TEXTS.text("changed")
EXAMPLE, EXAMPLE_SHAPE, EXAMPLE_WRITES = (TEXTS.text(f"example{which}") for which in ("", "-shape", "-writes"))
RIGHT_NOW, CAUGHT_NOW = TEXTS.text("right-now"), TEXTS.text("caught-now")
RAISED, AS_NUMBER = TEXTS.text("raised"), TEXTS.text("as-number")
ARGUMENTS = 2  # the place of the arguments in the call


@dataclass(frozen=True, eq=False)
class Answer:
    """What the learner's check said of a pair: whether the gradient is right, or None for anything that says neither."""

    case: Case
    outcome: Returned
    accepted: bool | None
    odd: str = ""  # "raised" or "number"

    @property
    def pair(self) -> Pair:
        """The pair."""
        return pair_of(self.case)


def as_bool(value: Value) -> Value:
    """Give what counts as True or False as such, anything else as it is."""
    array = (
        value if isinstance(value, np.ndarray) else np.array(value if isinstance(value, bool | int | float) else None)
    )
    if array.shape == () and array.dtype.kind in "biuf" and float(array) in (0, 1):
        return Written(bool(array))
    return value


def misshapen(pair: Pair) -> bool:
    """Whether its gradients have not the shapes of the arguments."""
    return [np.shape(one) for one in pair.gradients(pair.some_upstream())[0]] != pair.shapes


def answer_of(case: Case, outcome: Returned) -> Answer:
    """Read an answer; what raises over a gradient of the wrong shape has caught it, too."""
    value = outcome.value
    if isinstance(value, str) and value == "raised" and misshapen(pair_of(case)):
        return Answer(case, outcome, accepted=False, odd="raised")
    said = as_bool(value)
    if not isinstance(said, Written):
        return Answer(case, outcome, accepted=None)
    plain = isinstance(value, bool) or (isinstance(value, np.ndarray) and value.dtype.kind == "b")
    return Answer(case, outcome, accepted=said == "True", odd="" if plain else "number")


def judge_pairs(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge the answers to the pairs of one check; all the others are there to tell which mistake it is."""
    done = [(case, outcome) for case, outcome in zip_longest(cases, outcomes)]
    answers = [answer_of(case, outcome) for case, outcome in done if isinstance(outcome, Returned)]
    own = [answer for answer in answers if answer.pair.kind in KINDS[check.id]]
    asked_for = [case for case, _ in done if pair_of(case).kind in KINDS[check.id] and case.remark is None]
    judged = [answer for answer in own if answer.case.remark is None]
    silent = next((answer for answer in judged if answer.accepted is None), None)
    if silent is not None:
        return no_verdict(check, silent)
    ended = [(case, outcome) for case, outcome in done if outcome is not None and not isinstance(outcome, Returned)]
    if len(judged) < len(asked_for) and ended:
        return verdict_on_failure(exercise, ended[-1][0].call, ended[-1][1])
    wrong = [answer for answer in judged if answer.accepted is not (answer.pair.kind in ACCEPTED)]
    if wrong:
        return told(check, wrong, judged, [answer for answer in answers if answer.case.remark is None])
    changing = [answer for answer in own if answer.pair.kind != "writes" and ARGUMENTS in answer.outcome.changed]
    evidence = {"function": "check_gradient"}
    if check.id == "right" and changing:
        return diagnose_change(check, Verdict("failed", CHANGED(), check.help(), evidence=evidence))
    remarks = [RAISED() for answer in judged if answer.odd == "raised"][:1]
    remarks += [AS_NUMBER() for answer in judged if answer.odd == "number"][:1]
    remarks += [
        answer.case.remark()
        for answer in own
        if answer.case.remark and answer.accepted is not (answer.pair.kind in ACCEPTED)
    ]
    counts = Counter(answer.pair.kind in ACCEPTED for answer in judged)
    why = RIGHT_NOW(right=counts[True], wrong=counts[False]) if counts[True] else CAUGHT_NOW(wrong=counts[False])
    return Verdict("passed", why, remarks=tuple(remarks))


def no_verdict(check: Check, answer: Answer) -> Verdict:
    """Say that something else came back than True or False."""
    value = answer.outcome.value
    evidence = {"function": "check_gradient"}
    verdict = Verdict("failed", NO_VERDICT(what=described(value)), NO_VERDICT_HELP(), evidence=evidence)
    if value is None:
        return named(verdict, mistake(check, "nothing-returned"))
    if isinstance(as_numbers(value), Numbers) and not isinstance(value, Opaque):
        return named(verdict, mistake(check, "error-for-verdict"))
    return verdict


def told(check: Check, wrong: Sequence[Answer], judged: Sequence[Answer], answers: Sequence[Answer]) -> Verdict:
    """Say which kinds were judged wrongly, with the smallest as an example, and which mistake that is."""
    accused = [answer for answer in wrong if answer.pair.kind in ACCEPTED]
    shown = accused or wrong
    counts, all_ = (Counter(answer.pair.kind for answer in some) for some in (shown, judged))
    listed: Any = None
    for kind, count in counts.items():
        part = COUNTED(kind=KIND_TEXTS[kind], count=count, all=all_[kind])
        listed = part if listed is None else AND_ALSO(one=listed, other=part)
    smallest = min(shown, key=lambda answer: sum(array.size for array in answer.pair.arguments)).pair
    evidence = {"function": "check_gradient", "wrong": dict(counts), "formula": smallest.layer.formula}
    shapes = ", ".join(map(str, smallest.shapes))
    if accused:
        why = ACCUSED(
            count=len(accused),
            all=sum(answer.pair.kind in ACCEPTED for answer in judged),
            kinds=listed,
            formula=smallest.layer.formula,
            shapes=shapes,
        )
    elif check.id == "right":
        why = NONSENSE(count=len(wrong), all=all_["nonsense"])
    else:
        why = MISSED(count=len(wrong), all=len(judged), kinds=listed, example=example(smallest, shapes))
    verdict = Verdict("failed", why, check.help(), evidence=evidence)
    id_ = of_right(judged, answers) if check.id == "right" else of_family(wrong, answers)
    return verdict if id_ is None else named(verdict, mistake(check, id_))


def mistake(check: Check, id_: str) -> Any:  # noqa: ANN401 -- the mistake, which the check has
    """Find a known mistake of a check."""
    return next(one for one in check.mistakes if one.id == id_)


def example(pair: Pair, shapes: str) -> Any:  # noqa: ANN401 -- a message
    """Say of a wrong gradient what is wrong with it."""
    G = pair.some_upstream()
    given, expected = pair.gradients(G)
    about = {"formula": pair.layer.formula, "shapes": shapes}
    for at, (got, right_one) in enumerate(zip(given, expected, strict=True)):
        if np.shape(got) != right_one.shape:
            return EXAMPLE_SHAPE(at=at, got=np.shape(got), expected=right_one.shape, **about)
    if pair.kind == "writes":
        return EXAMPLE_WRITES(**about)
    off = [np.abs(got - right_one) for got, right_one in zip(given, expected, strict=True)]
    at = max(range(len(off)), key=lambda place: off[place].max() / np.abs(expected[place]).max())
    index = np.unravel_index(int(off[at].argmax()), off[at].shape)
    where = "".join(f"[{step}]" for step in index)
    return EXAMPLE(at=at, where=where, got=given[at][index], expected=expected[at][index], **about)


# --- which mistake it is: what was looked at, and what that could show -----------------------------------------------


@dataclass(frozen=True, eq=False)
class Looked:
    """What a check looked at: the entries moved in each call of forward (argument, place, by how much), the upstreams."""

    moves: list[list[tuple[int, int, float]]]
    upstreams: list[Array]

    @property
    def steps(self) -> dict[tuple[int, int], float]:
        """The largest step of each entry that was moved alone."""
        found: dict[tuple[int, int], float] = {}
        for moved in self.moves:
            if len(moved) == 1:
                at, place, step = moved[0]
                found[at, place] = max(abs(step), found.get((at, place), 0.0))
        return found

    @property
    def one_sided(self) -> bool:
        """Whether entries were moved one by one, and each in one direction only."""
        signs: dict[tuple[int, int], set[bool]] = {}
        for moved in self.moves:
            if len(moved) == 1:
                at, place, step = moved[0]
                signs.setdefault((at, place), set()).add(step > 0)
        return bool(signs) and all(len(found) == 1 for found in signs.values())

    @property
    def piles_up(self) -> bool:
        """Whether entries stay moved while the next ones are."""
        counts = [len(moved) for moved in self.moves if moved]
        return len(counts) > 2 and counts[0] == 1 and counts[-1] > 2 and all(a <= b for a, b in pairwise(counts))


def looked(answer: Answer) -> Looked:
    """Read from the uses of forward and backward what a check looked at."""
    moves, upstreams = [], []
    for use in answer.outcome.asked:
        arrays = [numbers.array for numbers in map(as_numbers, use.args) if isinstance(numbers, Numbers)]
        shapes = [array.shape for array in arrays]
        if use.name == "backward" and shapes[1:] == answer.pair.shapes:
            upstreams.append(arrays[0])
        if use.name == "forward" and shapes == answer.pair.shapes:
            steps = [(array - given).ravel() for array, given in zip(arrays, answer.pair.arguments, strict=True)]
            moves.append([(at, int(p), float(step[p])) for at, step in enumerate(steps) for p in np.flatnonzero(step)])
    return Looked(moves, upstreams)


def at_worst(pair: Pair, G: Array, steps: dict[tuple[int, int], float], *, one_sided: bool) -> list[Array]:
    """Give numeric gradients at G with these steps (1e-5 where there is none), as far off as rounding may put them."""
    found = []
    at_rest = pair.layer.forward(*pair.arguments)
    for at, right_one in enumerate(pair.layer.backward(G, *pair.arguments)):
        numeric = right_one.copy()
        for place in range(numeric.size):
            step = steps.get((at, place), 1e-5)
            values = []
            for sign in (1, -1):
                moved = [array.copy() for array in pair.arguments]
                moved[at].flat[place] += sign * step
                values.append(pair.layer.forward(*moved))
            below, width = (at_rest, step) if one_sided else (values[1], 2 * step)
            error = abs(np.sum(G * (values[0] - below)) / width - numeric.flat[place])
            numeric.flat[place] += error + EPSILON * np.sum(np.abs(G * at_rest)) / width
        found.append(numeric)
    return found


MEASURES = ("whole", "entries", "unguarded", "plain")


def off_by(given: Sequence[Array], expected: Sequence[Array]) -> dict[str, float]:
    """Measure a difference as checks do: by the size of the gradient, entry by entry (0/0 being 0, or NaN), or as it is."""
    found: dict[str, list[float]] = {measure: [0.0] for measure in MEASURES}
    with np.errstate(all="ignore"):
        for one, other in zip(given, expected, strict=True):
            difference, sizes_ = np.abs(one - other), np.abs(one) + np.abs(other)
            found["whole"].append(np.linalg.norm(difference) / (np.linalg.norm(one) + np.linalg.norm(other)))
            found["entries"].append(np.max(np.where(sizes_ > 0, difference / sizes_, 0)))
            found["unguarded"].append(np.max(np.where(sizes_ > 0, difference / sizes_, np.inf)))
            found["plain"].append(np.max(difference))
    return {measure: float(max(values)) for measure, values in found.items()}


def parting(larger: Sequence[dict[str, float]], smaller: Sequence[dict[str, float]], slack: int = 0) -> str:
    """Give the measure by which some threshold parts the larger from the smaller, all but `slack` of them; else ""."""
    misplaced = {}
    for measure in MEASURES if larger and smaller else ():
        one, other = ([each[measure] for each in side] for side in (larger, smaller))
        misplaced[measure] = min(
            sum(value < at for value in one) + sum(value >= at for value in other) for at in (*one, np.inf)
        )
    best = min(misplaced, key=misplaced.__getitem__, default="")
    return best if best and misplaced[best] <= slack else ""


def of_right(judged: Sequence[Answer], answers: Sequence[Answer]) -> str | None:
    """Name the mistake of a check that accuses right gradients, or lets nonsense pass."""
    said = [answer.accepted for answer in answers]
    rights = [answer for answer in judged if answer.pair.kind in ACCEPTED]
    accused = [answer for answer in rights if not answer.accepted]
    if all(said):
        return "accepts-everything"
    taken_for_right = [answer for answer in answers if answer.accepted]
    if len(accused) == len(rights) and taken_for_right and all(map(is_doubled, taken_for_right)):
        return "divided-by-h-not-2h"
    if len(accused) == len(rights) and all(answer.accepted for answer in judged if answer.pair.kind == "nonsense"):
        return "verdict-inverted"
    if not accused:
        return None
    seen = {id(answer): looked(answer) for answer in rights}
    if all(seen[id(answer)].piles_up for answer in accused):
        return "arguments-not-restored"
    numeric = numeric_mistake(accused, [answer for answer in rights if answer.accepted], seen)
    return numeric or ("accuses-everything" if not any(said) else None)


def is_doubled(answer: Answer) -> bool:
    """Whether each gradient is twice the right one."""
    return all(
        one.shape == other.shape and np.allclose(one, 2 * other, 1e-9, 0) for one, other in gradient_pairs(answer)
    )


def numeric_mistake(accused: Sequence[Answer], accepted: Sequence[Answer], seen: dict[int, Looked]) -> str | None:
    """Find what parts the right gradients that were accused from the others: the step, its direction, or the measure."""
    if not all(seen[id(answer)].steps for answer in accused):
        return None

    def errors(answer: Answer, *, one_sided: bool, usual: bool = False) -> dict[str, float]:
        one = seen[id(answer)]
        G = (one.upstreams or [answer.pair.some_upstream()])[0]
        given = at_worst(answer.pair, G, {} if usual else one.steps, one_sided=one_sided)
        return off_by(given, answer.pair.layer.backward(G, *answer.pair.arguments))

    one_sided = all(seen[id(answer)].one_sided for answer in accused)
    off, others = ([errors(answer, one_sided=one_sided) for answer in some] for some in (accused, accepted))
    measure = parting(off, others, slack=1) if accepted else "whole"
    if measure in ("entries", "unguarded") and min(each[measure] for each in off) > 1e-8:
        return "relative-error-entry-by-entry"
    if measure == "plain":
        return "absolute-tolerance"
    if measure != "whole":
        return None
    least = min(off, key=lambda each: each["whole"])["whole"]
    if one_sided and max(errors(answer, one_sided=False)["whole"] for answer in accused) < 0.05 * least:
        return "forward-difference-only"
    usual = max(errors(answer, one_sided=one_sided, usual=True)["whole"] for answer in accused)
    if least <= 20 * usual:
        return None
    steps = [step for answer in accused for step in seen[id(answer)].steps.values()]
    return "step-too-small" if np.median(steps) < 1e-5 else "step-too-large"


def of_family(missed: Sequence[Answer], answers: Sequence[Answer]) -> str | None:
    """Name the mistake of a check that lets wrong gradients pass: what it did not look at would have shown all of them."""
    if all(misshapen(answer.pair) for answer in missed):
        return "shape-not-compared"
    if all(answer.pair.kind == "writes" for answer in missed):
        return "writes-unnoticed"
    plain = [answer for answer in missed if answer.pair.kind != "writes" and not misshapen(answer.pair)]
    if not plain or len(plain) < len(missed):
        return None
    caught = [
        answer
        for answer in answers
        if answer.accepted is False and answer.pair.kind not in (*ACCEPTED, "writes") and not misshapen(answer.pair)
    ]
    seen = [looked(answer) for answer in plain]
    ones = [G for one in seen for G in one.upstreams]
    if ones and all(np.ptp(G) == 0 for G in ones) and not any(any_off(answer, np.ones_like) for answer in plain):
        return "upstream-of-ones"
    moved = {(at, place) for one in seen for moves in one.moves for at, place, _ in moves}
    if moved and {at for at, _ in moved} == {0} and not any(first_off(answer) for answer in plain):
        return "first-argument-only"
    if moved and {place for _, place in moved} == {0} and not any(entry_wrong(answer) for answer in plain):
        return "first-entry-only"
    passed = [answer for answer in answers if answer.accepted and answer.pair.kind not in (*ACCEPTED, "writes")]
    for id_, alike in ALIKE.items():
        if not any(map(misshapen, (answer.pair for answer in passed))) and all(
            alike(*pairs) for answer in passed for pairs in gradient_pairs(answer)
        ):
            return id_
    off, others = ([off_by(*zip(*gradient_pairs(answer), strict=True)) for answer in some] for some in (plain, caught))
    measure = parting(others, off)
    if measure == "plain":
        return "absolute-tolerance"
    return "tolerance-too-loose" if measure == "whole" and max(each["whole"] for each in off) < 0.1 else None


def gradient_pairs(answer: Answer) -> Iterator[tuple[Array, Array]]:
    """Pair what was given with what is right, argument by argument, at the upstream that was asked for."""
    upstreams = looked(answer).upstreams or [answer.pair.some_upstream()]
    given, expected = answer.pair.gradients(upstreams[0])
    yield from zip(given, expected, strict=True)


def any_off(answer: Answer, upstream: Callable[[Array], Array]) -> bool:
    """Whether anything is wrong at this upstream gradient."""
    given, expected = answer.pair.gradients(upstream(answer.pair.some_upstream()))
    return any(not np.allclose(one, other, 1e-9, 0) for one, other in zip(given, expected, strict=True))


def first_off(answer: Answer) -> bool:
    """Whether the gradient of the first argument is wrong."""
    return not np.allclose(*next(gradient_pairs(answer)), 1e-9, 0)


def entry_wrong(answer: Answer) -> bool:
    """Whether the first entry of any gradient is wrong."""
    return any(not np.allclose(one.flat[0], other.flat[0], 1e-9, 0) for one, other in gradient_pairs(answer))


def close(one: float, other: float, size: float) -> bool:
    """Whether two sums are equal but for rounding."""
    return abs(one - other) <= 1e-9 * size


ALIKE: dict[str, Callable[[Array, Array], bool]] = {  # what cannot be told apart by a sum, by norms, without signs
    "compares-sums": lambda one, other: close(one.sum(), other.sum(), float(np.abs(other).sum())),
    "signs-ignored": lambda one, other: np.allclose(np.abs(one), np.abs(other), 1e-9, 0),
    "compares-norms": lambda one, other: close(
        float(np.linalg.norm(one)), float(np.linalg.norm(other)), float(np.linalg.norm(other))
    ),
}
OF_RIGHT = (
    "accepts-everything",
    "accuses-everything",
    "verdict-inverted",
    "divided-by-h-not-2h",
    "error-for-verdict",
    "nothing-returned",
    "absolute-tolerance",
    "relative-error-entry-by-entry",
    "step-too-small",
    "step-too-large",
    "forward-difference-only",
)
OF_FAMILY = (
    "error-for-verdict",
    "nothing-returned",
    "upstream-of-ones",
    "first-argument-only",
    "first-entry-only",
    *ALIKE,
    "shape-not-compared",
    "writes-unnoticed",
    "absolute-tolerance",
    "tolerance-too-loose",
)
WRONG = tuple(map(known, OF_FAMILY))
RIGHT = (known("arguments-not-restored", in_place=True), *map(known, OF_RIGHT))


def check_of(id_: str, points: int) -> Check:
    """Make a check; all share their calls, and nothing is gained without accepting what is right."""
    rows, needs = (RIGHT, ()) if id_ == "right" else (WRONG, ("right",))
    minimal = partial(minimal_pairs, id_)
    return TEXTS.check(id_, points, plan_pairs, minimal, rows, judge=judge_pairs, needs=needs, goes_on=True)


EXERCISE = TEXTS.exercise(
    "gradient_check",
    {"check_gradient": "forward, backward, arguments, rng"},
    [check_of("right", 3), check_of("size", 2), check_of("part", 2), check_of("hidden", 2), check_of("slight", 1)],
    texts=("derivadas", "cap-18.3"),
    after=("derivative_estimates", "sigmoid_backward", "linear_backward"),
    minutes=60,
    cpu_seconds=20,
    extra=True,
)
