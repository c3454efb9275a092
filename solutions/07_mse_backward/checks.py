"""Checks of 07 mse_backward: the mean squared error, and its gradient held against numeric ones.

Text: chain-rule (the derivative of x², the graph that ends in MSE, the gradient as the vector of all partial derivatives).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from autograder.authoring import (
    EPSILON,
    Array,
    Call,
    Case,
    Catalogue,
    Expected,
    Formula,
    Known,
    Value,
    known,
    minimal,
    numeric_gradient,
    repeat_first,
)

# Never two entries: there 2/N is 1, and a gradient without it would be right. Columns come first: a target that was
# flattened raises nothing there, so that its numbers can be recognised. Some shapes come twice with other numbers:
# results that are written into one array again and again show there.
ROWS = ((5, 1), (6,), (3, 1), (5, 1), (6,))
AXES = ((4, 3), (2, 3, 2), (1, 5), (4, 3), ())
# Prediction and target to type in: one entry, a column of two, the example of the exercise; rows and columns, no axis.
MINIMAL_ROWS = (([5.0], [2.0]), ([[5.0], [1.0]], [[2.0], [3.0]]), ([7.0, 1.0, 5.0], [3.0, 2.0, 5.0]))
MINIMAL_AXES = (
    ([[5.0, 1.0]], [[2.0, 3.0]]),
    ([[7.0, 1.0, 5.0], [0.0, -2.0, 4.0]], [[3.0, 2.0, 5.0], [1.0, 3.0, -2.0]]),
    (np.array(5.0), np.array(2.0)),
)


def mse(p: Array, t: Array) -> float:
    """Σ (prediction − target)² / N, over all entries of two arrays of one shape."""
    off = np.ravel(p - t)
    return float(off @ off) / off.size


def pair(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    """Draw a prediction and a target: in arrays with an axis one entry is right, the others too high and too low."""
    target = np.array(rng.uniform(-2, 2, shape).round(3))
    off = np.array(rng.uniform(0.2, 2, shape))
    if shape:
        off *= rng.permutation(np.resize([-1, 1, 0, *[1, -1] * off.size], off.size)).reshape(shape)
    return np.array((target + off).round(3)), target


def forward(p: Array, t: Array) -> Case:
    """Ask for the cost."""
    value = mse(p, t)
    # what rounding the differences may cost, and the sum
    rounding = 4 * EPSILON * (value + float(np.abs(p).max() + np.abs(t).max()) * np.sqrt(value))
    expected = Expected("mse(prediction, target)", np.array(value), np.array(rounding), loose_rtol=1e-6)
    return Case(Call("mse", (p, t)), expected)


def backward(p: Array, t: Array) -> Case:
    """Ask for the gradient, shaped like the prediction."""
    gradient = numeric_gradient(lambda at: mse(at, t), p)
    return Case(Call("mse_backward", (p, t)), Expected("∂mse/∂prediction", gradient.value, gradient.error))


def plan_mse(rng: np.random.Generator) -> list[Case]:
    """Columns and vectors, then all other shapes."""
    return repeat_first([forward(*pair(rng, shape)) for shape in (*ROWS, *AXES)])


def plan_backward(rng: np.random.Generator) -> list[Case]:
    """Columns and vectors."""
    return repeat_first([backward(*pair(rng, shape)) for shape in ROWS])


def plan_backward_axes(rng: np.random.Generator) -> list[Case]:
    """Two axes and three; none comes last, since a call that raises ends the run."""
    *with_axes, without = [backward(*pair(rng, shape)) for shape in AXES]
    return [*repeat_first(with_axes), without]


def squares(p: Array, t: Array) -> Array:
    """The squared errors, entry by entry."""
    result: Array = (p - t) ** 2
    return result


def slopes(p: Array, t: Array) -> Array:
    """The right gradient for the formulas below: a parabola's central difference is exact with any step."""
    return (squares(p + 0.5, t) - squares(p - 0.5, t)) / p.size


def is_column(p: Array) -> bool:
    """Whether the shape is (N, 1)."""
    return p.ndim == 2 and p.shape[1] == 1


# How a column of N comes to meet a row, in (N, N) differences; arrays of other shapes have their own differences.
MEETINGS: tuple[Callable[[Array, Array], Array], ...] = (
    lambda p, t: p - t.ravel() if is_column(p) else p - t,  # a column's target flattened: entry (i, j) is pᵢ − tⱼ
    lambda p, t: p.ravel() - t if is_column(p) else p - t,  # its prediction flattened, or transposed: pⱼ − tᵢ
    lambda p, t: p - t.reshape(-1, 1) if p.ndim == 1 else p - t,  # a vector's target made a column: pⱼ − tᵢ
    lambda p, t: p.reshape(-1, 1) - t if p.ndim == 1 else p - t,  # its prediction made a column: pᵢ − tⱼ
    lambda p, t: p.reshape(-1, 1) - t.reshape(1, -1),  # whatever came was made a column and a row: pᵢ − tⱼ
    lambda p, t: p.reshape(1, -1) - t.reshape(-1, 1),  # or a row and a column: pⱼ − tᵢ
)


def broadcast(*results: Callable[[Array, int], Value]) -> Known:
    """A column has met a row, in each of the ways; each of `results` is made of those differences and of N."""
    return known(
        "column-row-broadcast",
        *(lambda p, t, of=of, off=off: of(off(p, t), p.size) for of in results for off in MEETINGS),
    )


NO_LENGTH = known(
    "zero-d-array-has-no-length", raises=r"TypeError: (len\(\) of unsized object|iteration over a 0-d array)"
)
NO_AXIS = known(
    "axis-not-there",
    raises=r"TypeError: (object of type '[\w.]+' has no len\(\)|'[\w.]+' object is not (iterable|subscriptable))"
    r"|IndexError: (tuple index out of range|too many indices for array|invalid index to scalar)"
    r"|AxisError: axis .* out of bounds",
)
FORWARD = (
    known("sum-not-mean", lambda p, t: np.sum(squares(p, t))),
    known("missing-factor-two", lambda p, t: mse(p, t) / 2),
    known("square-of-mean-or-root", lambda p, t: np.mean(p - t) ** 2, texts="square-of-mean"),
    known("square-of-mean-or-root", lambda p, t: np.mean(np.abs(p - t)), texts="absolute-error"),
    known("square-of-mean-or-root", lambda p, t: np.sqrt(mse(p, t)), texts="root"),
    known("square-missing", lambda p, t: np.mean(p - t)),
    known("difference-of-squares", lambda p, t: np.mean(p**2 - t**2)),
    known("brackets-missing", lambda p, t: np.mean(p - t**2)),
    known(
        "mean-over-one-axis",
        lambda p, t: np.mean(np.atleast_1d(squares(p, t)), axis=0),
        lambda p, t: np.mean(np.atleast_1d(squares(p, t)), axis=-1),
    ),
    known("mean-left-out", squares),
    broadcast(lambda off, _N: float(np.mean(off**2)), lambda off, N: np.sum(off**2) / N),
    known(
        "divided-by-one-axis",
        lambda p, t: np.sum(squares(p, t)) / len(np.atleast_1d(p)),
        lambda p, t: np.sum(squares(p, t)) / np.atleast_1d(p).shape[-1],
    ),
    NO_LENGTH,
    NO_AXIS,
)
BACKWARD = (
    known("missing-factor-two", lambda p, t: slopes(p, t) / 2),
    known("error-sign-flipped", lambda p, t: -slopes(p, t)),
    known("sum-not-mean", lambda p, t: slopes(p, t) * p.size),
    known("error-itself-returned", lambda p, t: slopes(p, t) * p.size / 2),
    known("divided-by-batch-size-twice", lambda p, t: slopes(p, t) / p.size),
    known(
        "gradient-made-one-number",
        lambda p, t: np.sum(slopes(p, t)),
        lambda p, t: np.full(p.shape, np.sum(slopes(p, t))),
        lambda p, t: np.mean(p - t),
    ),
    known("cost-not-gradient", mse, carries=False),
    known("square-not-differentiated", lambda p, t: squares(p, t) / p.size, lambda p, t: 2 * squares(p, t) / p.size),
    known("absolute-error-gradient", lambda p, t: np.sign(p - t) / p.size),
    known("target-ignored", lambda p, _t: 2 * p / p.size),
    known("gradient-reshaped", lambda p, t: slopes(p, t).ravel(), lambda p, t: slopes(p, t).reshape(-1, 1)),
    known("gradient-summed-over-rows", lambda p, t: np.sum(slopes(p, t), axis=0)),
    broadcast(lambda off, N: 2 * off / N, lambda off, _N: 2 * off / off.size),
    NO_AXIS,
)
BACKWARD_AXES = (
    known(
        "divided-by-one-axis",
        lambda p, t: slopes(p, t) * p.size / len(np.atleast_1d(p)),
        lambda p, t: slopes(p, t) * p.size / np.atleast_1d(p).shape[-1],
    ),
    known("gradient-reshaped", lambda p, t: slopes(p, t).ravel()),
    NO_LENGTH,
    NO_AXIS,
)

KINK = 1e-6  # a gradient that is known no better, relative to its largest entry, is none


def gradient_of(cost: Formula) -> Formula:
    """The gradient of a mistaken cost: whose ½ stands in both functions has made one mistake.

    Raises ValueError where there is none: of several numbers, or at a kink.
    """

    def gradient(p: Array, t: Array) -> Array:
        if np.ndim(cost(p, t)):
            raise ValueError("not one number")
        found = numeric_gradient(lambda at: float(cost(at, t)), p)
        if (found.error > KINK * np.abs(found.value).max()).any():
            raise ValueError("not smooth")
        return found.value

    return gradient


def gradients(failed: Mapping[str, Formula]) -> list[Formula]:
    """What a wrong gradient is elsewhere, or else the right gradient of a wrong cost."""
    return [failed["backward"] if "backward" in failed else gradient_of(failed["mse"])]


TEXTS = Catalogue.beside(__file__)
of_gradient = partial(TEXTS.check, carried=gradients)
EXERCISE = TEXTS.exercise(
    "mse_backward",
    {"mse": "prediction, target", "mse_backward": "prediction, target"},
    [
        TEXTS.check("mse", 1, plan_mse, minimal(forward, (*MINIMAL_ROWS, *MINIMAL_AXES)), FORWARD),
        of_gradient("backward", 2, plan_backward, minimal(backward, MINIMAL_ROWS), BACKWARD, uses=("mse",)),
        of_gradient(
            "backward_axes",
            1,
            plan_backward_axes,
            minimal(backward, MINIMAL_AXES),
            BACKWARD_AXES,
            needs=("backward",),
        ),
    ],
    texts=("chain-rule",),
    after=("derivative_estimates", "chain_rule"),
    minutes=20,
)
