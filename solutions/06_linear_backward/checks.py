"""Checks of 06 linear_backward: X W + b, and its three gradients held against numeric ones.

Text: chain-rule (chain rule, the graph with Linear); its order of factors is corrected here.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from autograder.authoring import (
    Array,
    Case,
    Catalogue,
    Known,
    argument_changed,
    gradient_case,
    known,
    linear_slope,
    minimal,
    other_shapes_raised,
    repeat_first,
    upstream_gradient,
    value_case,
)

# (n, d, k). The square one comes first: a wrong transpose raises nothing there, so that its numbers can be recognised. Two
# have two sizes alike: most of what raises with the others gives numbers with one of these, for another number of rows.
# One comes twice with other numbers: results that are written into one array again and again show there.
SHAPES = ((4, 4, 4), (3, 2, 2), (2, 2, 3), (5, 4, 3), (3, 1, 2), (5, 4, 3), (1, 3, 2), (8, 6, 5))
# From the smallest layer up, filled with the small integers below in their order, so that all entries differ.
MINIMAL_SHAPES = ((1, 1, 1), (1, 2, 1), (2, 1, 1), (1, 1, 2), (2, 1, 2), (2, 2, 2), (2, 3, 2))
MINIMAL_NUMBERS = (2.0, -3.0, 5.0, 4.0, -1.0, 6.0)


def linear(X: Array, W: Array, b: Array) -> Array:
    """X W + b: (n, d), (d, k), (k,) → (n, k)."""
    result: Array = X @ W + b
    return result


def layer(rng: np.random.Generator, n: int, d: int, k: int) -> tuple[Array, Array, Array]:
    """Draw X, W and b with a zero in each of the matrices."""
    X, W, b = rng.normal(0, 1.5, (n, d)), rng.normal(0, 1, (d, k)), rng.normal(0, 1, k)
    X[rng.integers(n), rng.integers(d)] = 0.0
    W[rng.integers(d), rng.integers(k)] = 0.0
    return X, W, b


def minimal_layer(n: int, d: int, k: int) -> tuple[Array, Array, Array]:
    """A layer to type in."""
    X, W = np.array(MINIMAL_NUMBERS[: n * d]), np.array(MINIMAL_NUMBERS[::-1][: d * k])
    return X.reshape(n, d), W.reshape(d, k), np.array([0.5, -2.0])[:k]


forward = partial(value_case, "linear", "linear(X, W, b)", linear)
backward = partial(gradient_case, "linear_backward", ("grad_X", "grad_W", "grad_b"), linear, rows=("grad_b",))


def plan_linear(rng: np.random.Generator) -> list[Case]:
    """All shapes."""
    return repeat_first([forward(*layer(rng, *shape)) for shape in SHAPES])


def plan_backward(rng: np.random.Generator) -> list[Case]:
    """All shapes, never an upstream of ones."""
    layers = ((layer(rng, *shape), upstream_gradient(rng, shape[::2])) for shape in SHAPES)
    return repeat_first([backward(G, *drawn) for drawn, G in layers])


MINIMAL_LAYERS = [minimal_layer(*shape) for shape in MINIMAL_SHAPES]
minimal_linear = minimal(forward, MINIMAL_LAYERS)
# Never an upstream of ones.
MINIMAL_BACKWARD = [(np.resize([3.0, -2.0, 0.3, 7.0], (len(X), len(b))), X, W, b) for X, W, b in MINIMAL_LAYERS]
minimal_backward = minimal(backward, MINIMAL_BACKWARD)  # once for all three: they share its calls

dX, dW, db = (partial(linear_slope, linear, at) for at in range(3))  # the right gradients, of (G, X, W, b)


def of_any(right: partial[Array]) -> list[Known]:
    """What goes wrong in the same way with all three gradients."""
    return [
        known("sign-flipped", lambda *args: -right(*args)),
        known("divided-by-batch-size-twice", lambda G, *args: right(G, *args) / len(G) ** 2),
    ]


def of_matrix(right: partial[Array], other: partial[Array]) -> list[Known]:
    """What goes wrong in the same way with both matrices."""
    return [
        *of_any(right),
        known("divided-by-batch-size", lambda G, *args: right(G, *args) / len(G)),
        known("gradient-transposed", lambda *args: right(*args).T),
        known("gradients-swapped", other, db),
    ]


LINEAR = (
    known("bias-forgotten", lambda X, W, b: linear(X, W, 0 * b)),
    known("elementwise-for-matrix-product", lambda X, W, b: X * W + b),
    known("loop-over-rows-for-matrix-product", lambda X, W, b: sum(x * w for x, w in zip(X, W, strict=False)) + b),
    known("weight-transposed-by-forward", lambda X, W, b: linear(X, W.T, b)),
    known("parameter-changed-by-forward", raises=r"ValueError: non-broadcastable output operand with shape"),
)
GRAD_X = (
    known("weight-not-transposed", lambda G, _X, W, b: linear(G, W, 0 * b)),
    known("elementwise-for-matrix-product", lambda G, _X, W, _b: G * W, lambda G, _X, W, _b: G * W.T),
    known("factors-in-wrong-order", lambda G, _X, W, _b: W.T @ G),
    known("input-gradient-ignores-upstream", lambda G, *args: dX(np.ones_like(G), *args)),
    known("missing-upstream", lambda _G, _X, W, _b: W.T, lambda _G, _X, W, _b: W),
    known("last-row-only", lambda *args: dX(*args)[-1]),
    *of_matrix(dX, dW),
    known("third-argument-of-dot", raises=r"ValueError: output array is not acceptable"),
)
GRAD_W = (
    known("elementwise-for-matrix-product", lambda G, X, _W, _b: X * G, lambda G, X, _W, _b: X.T * G),
    known("factors-in-wrong-order", lambda G, X, _W, _b: G @ X.T),
    known("input-not-transposed", lambda G, X, _W, _b: X @ G),
    known("loop-over-rows-for-matrix-product", lambda G, X, _W, _b: sum(x * g for x, g in zip(X, G, strict=False))),
    known("weight-gradient-ignores-upstream", lambda G, *args: dW(np.ones_like(G), *args)),
    known("missing-upstream", lambda _G, X, _W, _b: X.T, lambda _G, X, _W, _b: X),
    known("last-row-only", lambda G, X, W, b: dW(G[-1:], X[-1:], W, b)),
    *of_matrix(dW, dX),
)
GRAD_B = (
    known("bias-gradient-not-summed", lambda G, *_: G),
    known("bias-gradient-wrong-axis", lambda G, *_: G.sum(axis=1), lambda G, *_: G.sum(axis=1, keepdims=True)),
    known("bias-gradient-summed-to-scalar", lambda G, *_: G.sum()),
    known(
        "bias-gradient-averaged", lambda *args: db(*args) / len(args[0]), lambda *args: db(*args)[None] / len(args[0])
    ),
    known("bias-gradient-ignores-upstream", lambda *args: np.ones_like(args[3]), lambda G, *args: args[2] * 0 + len(G)),
    known("last-row-only", lambda G, *_: G[-1]),
    known("gradients-swapped", dX, dW),
    *of_any(db),
)

TEXTS = Catalogue.beside(__file__)
SHAPED = other_shapes_raised(  # where n = d = k, it might as well be d or k that was divided by
    frozenset({"divided-by-batch-size", "divided-by-batch-size-twice", "bias-gradient-averaged"})
)
FORWARD = argument_changed(SHAPED, "parameter-changed-by-forward", ("W", "b"), writes=r"\b[Wb]\s*[-+*/@]=")
EXERCISE = TEXTS.exercise(
    "linear_backward",
    {"linear": "X, W, b", "linear_backward": "grad_output, X, W, b"},
    [
        TEXTS.check("linear", 2, plan_linear, minimal_linear, LINEAR, judge=FORWARD, goes_on=True),
        TEXTS.check("grad_X", 4, plan_backward, minimal_backward, GRAD_X, judge=SHAPED, part=0, goes_on=True),
        TEXTS.check("grad_W", 4, plan_backward, minimal_backward, GRAD_W, judge=SHAPED, part=1, goes_on=True),
        TEXTS.check("grad_b", 4, plan_backward, minimal_backward, GRAD_B, judge=SHAPED, part=2, goes_on=True),
    ],
    texts=("chain-rule",),
    after=("chain_rule",),
    minutes=40,
)
