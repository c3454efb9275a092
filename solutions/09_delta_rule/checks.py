"""Checks of 09 delta_rule: one step of the rule on numbers and arrays, and the whole path of gradient descent.

Texts: xor (new weight = old weight − derivative × learning rate), cap-18.3 and pytorch (the same rule, the learning rate's
part in it), derivadas (large derivatives make large steps).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

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
    number_function,
    repeat_first,
    short_decimal,
)

Weights: TypeAlias = float | Array | NDArray[np.int64]
Slope: TypeAlias = Callable[[float], float]  # w → dJ/dw
ROUGH_PATH = 2e-6  # what float32 loses along a path, relative to the largest weight
ROUGH_STEP = 5e-7  # what float32 loses in one step, relative to the largest number in it
# Small numbers of either sign, a derivative of zero, a step of an int; then from one weight to a matrix, and integers.
MINIMAL_NUMBERS = ((3.0, 6.0, 0.25), (3.0, -2.0, 0.25), (-1.0, 2.0, 0.5), (4.0, 0.0, 0.25), (3, 2, 0.25))
MINIMAL_ARRAYS = (
    ([3.0], [2.0], 0.25),
    ([3.0, -1.0], [-2.0, 4.0], 0.25),
    ([[3.0, -1.0]], [[2.0, 5.0]], 0.25),
    ([[3.0], [-1.0]], [[2.0], [5.0]], 0.25),
    ([3, -5], [2, 7], 0.25),
)
# One step, then more of them, from either side; no step at all, and integer starts.
MINIMAL_PATHS = ((3.0, 0.25, 1), (3.0, 0.25, 2), (-2.0, 0.25, 3), (3.0, 0.75, 3))
MINIMAL_EDGES = ((3.0, 0.25, 0), (3, 0.25, 0), (3, 0.25, 1), (3, 0.25, 3))


def signed(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Draw weights or derivatives of both signs, 0.5 to 2.5."""
    return np.array(rng.uniform(0.5, 2.5, shape) * rng.choice([-1, 1], shape)).round(3)


def signed_integers(rng: np.random.Generator, shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Draw integers of both signs, 2 to 7."""
    return np.asarray(rng.integers(2, 8, shape) * rng.choice([-1, 1], shape))


def update(weight: Weights, derivative: Weights, rate: float) -> Case:
    """Ask for one step; weight and derivative are numbers, or arrays of one shape."""
    value = np.asarray(weight - derivative * rate, np.float64)
    terms = np.asarray(np.abs(weight) + np.abs(derivative * rate), np.float64)
    rough = ROUGH_STEP * float(terms.max() / np.abs(value).max())  # more, where weight and step nearly cancel
    expected = Expected("w − dJ/dw · α", value, EPSILON * terms, loose_rtol=rough)
    return Case(Call("delta_rule_update", (weight, derivative, rate)), expected)


def plan_number(rng: np.random.Generator) -> list[Case]:
    """Floats and ints, weights and derivatives of either sign, a derivative of zero."""
    draw, whole = partial(short_decimal, rng), rng.integers
    settings: list[tuple[float, float, float]] = [
        (draw(0.5, 3), -draw(0.5, 2), draw(0.11, 0.49, 3)),
        (-draw(1.2, 3), -draw(0.5, 2), draw(0.11, 0.49, 3)),  # steps stay below 1: the new weight is not near 0
        (-draw(0.5, 3), draw(0.5, 2), draw(0.11, 0.49, 3)),
        (draw(0.5, 3), 0.0, draw(0.11, 0.49, 3)),
        # The step of an int is never a whole number: the last of its rate's three digits is not zero.
        (int(whole(3, 7)), int(whole(2, 7)), round(draw(0.11, 0.48) + int(whole(1, 10)) / 1000, 3)),
        (draw(1.2, 3), draw(5, 9), draw(0.002, 0.009, 4)),
    ]
    return repeat_first([update(*settings[at]) for at in rng.permutation(len(settings))])


def plan_array(rng: np.random.Generator) -> list[Case]:
    """Vectors, a matrix and a column of floats; integer weights come last, since an exception ends the run."""
    rate = partial(short_decimal, rng, 0.11, 0.49, 3)
    shapes = ((3,), (2, 3), (4, 1), (2, 1, 3))
    return [
        *repeat_first([update(signed(rng, shape), signed(rng, shape), rate()) for shape in shapes]),
        update(signed_integers(rng, (4,)), signed_integers(rng, (4,)), rate()),
        update(signed_integers(rng, (3, 2)), signed(rng, (3, 2)), rate()),
    ]


def descent(formula: str, slope: Slope, w: float, rate: float, steps: int) -> Case:
    """Ask for the path along a cost whose derivative is `slope`, written as `formula`.

    The error of rounding is followed step by step: it grows where the path is steep.
    """
    path, error = [float(w)], [0.0]
    for _ in range(steps):
        at, off = path[-1], error[-1]
        step = slope(at) * rate
        grown = abs((at + off - slope(at + off) * rate) - (at - step))  # what an earlier error has become
        path.append(at - step)
        error.append(max(grown, off) + 2 * EPSILON * (abs(at) + abs(step)))
    derivative = number_function("derivative", (), lambda at: slope(np.float64(at)), f"lambda w: {formula}")
    expected = Expected(f"dJ/dw = {formula} ⇒ w", np.array(path), np.array(error), loose_rtol=ROUGH_PATH)
    return Case(Call("gradient_descent", (derivative, w, rate, steps)), expected)


def parabola(rng: np.random.Generator) -> tuple[str, Slope]:
    """Draw the derivative of a convex cost, as text and as a function."""
    a, b = short_decimal(rng, 0.6, 1.4), short_decimal(rng, 0.5, 2)
    return f"2 * {a} * (w - {b})", lambda w: 2 * a * (w - b)


def two_valleys(rng: np.random.Generator) -> tuple[str, Slope]:
    """Draw one of a cost with two minima."""
    a, b = short_decimal(rng, 2, 3), short_decimal(rng, 0.2, 0.6)
    return f"w**3 - {a} * w + {b}", lambda w: w**3 - a * w + b


def waves(rng: np.random.Generator) -> tuple[str, Slope]:
    """Draw one of a cost with many minima."""
    a, b = short_decimal(rng, 1, 2), short_decimal(rng, 0.2, 0.5)
    return f"{a} * np.cos(2 * w) + {b} * w", lambda w: float(a * np.cos(2 * w) + b * w)


def plan_path(rng: np.random.Generator) -> list[Case]:
    """Convex and not; rates that creep, that jump over the minimum, that move away from it."""
    draw = partial(short_decimal, rng)
    start = draw(3, 4, 3)
    settings = [
        (*parabola(rng), start, draw(0.06, 0.3, 3), int(rng.integers(5, 9))),
        (*parabola(rng), -start, draw(0.002, 0.009, 4), int(rng.integers(3, 7))),
        (*parabola(rng), -start, draw(0.9, 1.1, 3), int(rng.integers(4, 7))),  # 1 − 2a·rate may pass −1
        (*two_valleys(rng), draw(0.6, 1, 3), draw(0.06, 0.15, 3), int(rng.integers(9, 16))),
        (*two_valleys(rng), -draw(0.6, 1, 3), draw(0.02, 0.04, 3), int(rng.integers(9, 16))),
        (*waves(rng), draw(-0.4, 0.4, 3), draw(0.11, 0.19, 3), int(rng.integers(9, 16))),
    ]
    return repeat_first([descent(*settings[at]) for at in rng.permutation(len(settings))])


def plan_path_edges(rng: np.random.Generator) -> list[Case]:
    """No steps at all; integer starts, which must not make integers of the path."""
    draw = partial(short_decimal, rng)
    return [
        descent(*parabola(rng), draw(2, 4, 3), draw(0.06, 0.3, 3), 0),
        descent(*parabola(rng), int(rng.integers(3, 7)), draw(0.06, 0.3, 3), int(rng.integers(4, 8))),
        descent(*two_valleys(rng), -2, draw(0.06, 0.1, 3), int(rng.integers(4, 8))),
        descent(*waves(rng), int(rng.integers(3, 7)), draw(0.11, 0.19, 3), 0),
        descent(*waves(rng), int(rng.integers(-3, 3)), draw(0.11, 0.19, 3), 1),
    ]


minimal_descent = partial(descent, "2 * w", lambda w: 2 * w)  # J = w², the example of the exercise


def along_path(step: Callable[..., Value]) -> Callable[..., Array]:
    """Give the path, (dJ/dw, w, rate, steps) → (steps + 1,), that a step makes, (w, dJ/dw at w, rate) → new w."""

    def path(slope: Slope, w: float, rate: float, steps: int, **constant: float) -> Array:
        weights: list[Value] = [w]  # an int stays one for a step that cuts integers off
        for _ in range(steps):
            weights.append(step(weights[-1], slope(float(np.asarray(weights[-1]))), rate, **constant))
        return np.array([float(np.asarray(weight)) for weight in weights])

    return path


def cut_on_the_way(slope: Slope, w: float, rate: float, steps: int) -> Array:
    """Store every weight in an array of the start's dtype; the next step begins with what was stored."""
    path = np.full(steps + 1, w)
    for at in range(steps):
        path[at + 1] = path[at] - rate * slope(float(path[at]))
    return path


def rate_of_step(new: Array, w: Weights, d: Weights, _rate: float) -> float | None:
    """What the derivative was multiplied by, as the largest of its entries shows."""
    at = int(np.argmax(np.abs(d)))
    slope = float(np.ravel(d)[at])
    return float(np.ravel(w)[at] - np.ravel(new)[at]) / slope if slope else None


def rate_of_path(path: Array, slope: Slope, w: float, _rate: float, _steps: int) -> float | None:
    """What the first derivative was multiplied by."""
    return float(w - path[1]) / slope(w) if len(path) > 1 and slope(w) else None


# Formulas of a step take weight, derivative and learning rate as (w, d, r); formulas of a path take the learner's own
# arguments as (f, w, r, n): the function dJ/dw, the start, the learning rate, the number of steps.
right_path = along_path(lambda w, d, r: w - d * r)
BOUND = 1e9  # of the weights on a mistaken path: beyond it each step multiplies what rounding has lost
OWN_RATE = 0.7  # of a formula that is given none: none of the rates that are passed
WRONG_STEPS = (
    known("climbs-instead-of-descends", lambda w, d, r: w + d * r),
    known("learning-rate-ignored", lambda w, d, _r, constant=OWN_RATE: w - constant * d, constant=rate_of_step),
    known("learning-rate-applied-twice", lambda w, d, r: w - d * r * r),
    known("divided-by-learning-rate", lambda w, d, r: w - d / r),
    known("subtracted-before-multiplying", lambda w, d, r: (w - d) * r),
    known("weight-and-derivative-swapped", lambda w, d, r: d - w * r),
    known("sign-of-derivative-lost", lambda w, d, r: w - np.abs(d) * r),
    known("difference-reversed", lambda w, d, r: d * r - w),
    known("returns-step-not-weight", lambda _, d, r: -d * r),
)
UPDATE = (
    *WRONG_STEPS,
    known("returns-step-not-weight", lambda _, d, r: d * r),
    known(
        "list-arithmetic",
        raises=r"TypeError: (can't multiply sequence by non-int|unsupported operand type\(s\) for [-+*/]=?: .*'list')",
    ),
)
CANNOT_CAST = r"Cannot cast ufunc '(subtract|add|multiply)' output"
CUT = known(  # the new weights are stored in an array of the old ones' dtype
    "integer-weights-cannot-hold-step", lambda w, d, r: np.asarray(w - d * r).astype(np.asarray(w).dtype)
)
NUMBER = (*UPDATE, CUT)
ARRAY = (*UPDATE, replace(CUT, raises=CANNOT_CAST), known("weight-updated-in-place", in_place=True))
PATH = (
    *(
        replace(row, formulas=tuple(map(along_path, row.formulas)), constant=rate_of_path if row.constant else None)
        for row in WRONG_STEPS
    ),
    known("derivative-always-at-start", lambda f, w, r, n: w - np.arange(n + 1) * r * f(w)),
    known("function-not-called", raises=r"TypeError: unsupported operand type\(s\) for [-+*/]=?: .*'function'"),
)


def paths(in_force: Formula = right_path) -> Iterator[Known]:
    """The mistakes of the loop, whatever step is taken in it; and those of the step, where that is the right one."""
    path = in_force
    if path is right_path:
        yield from PATH
    yield known("start-missing", lambda *args: path(*args)[1:])
    yield known("one-step-too-few", lambda *args: path(*args)[:-1])
    yield known("one-step-too-many", lambda f, w, r, n: path(f, w, r, n + 1))
    yield known("only-last-weight", lambda *args: path(*args)[-1])
    yield known(
        "returned-inside-loop",
        lambda f, w, r, n: path(f, w, r, 1) if n else None,
        lambda f, w, r, n: path(f, w, r, 1)[1:] if n else None,
    )
    yield known("weight-not-carried-on", lambda f, w, r, n: path(f, w, r, 1)[np.minimum(np.arange(n + 1), 1)])
    yield known("path-reversed", lambda *args: path(*args)[::-1])


def paths_with(failed: Mapping[str, Formula]) -> Iterator[Formula]:
    """A wrong path from other starts, with no step the start alone or what the formula says; or the path of a wrong step."""
    path = where_finite(failed["path"] if "path" in failed else along_path(failed["update_number"]))
    yield path
    yield lambda f, w, r, n: path(f, w, r, n) if n else np.array([float(w)])


def where_finite(path: Formula) -> Formula:
    """Ask nothing of a mistaken path that leaves all bounds, as it does with a step that is far too large."""

    def bounded(f: Slope, w: float, r: float, n: int) -> Array | None:
        weights = path(f, w, r, n)
        return weights if weights is not None and np.abs(weights).max(initial=0.0) < BOUND else None

    return bounded


CUT_PATHS = (cut_on_the_way, lambda f, w, r, n: right_path(f, w, r, n).astype(type(w)))
EDGES = (known("integer-weights-cannot-hold-step", *CUT_PATHS, raises=CANNOT_CAST),)

TEXTS = Catalogue.beside(__file__)
of_path = partial(TEXTS.check, uses=("update_number",), carried=paths_with)
EXERCISE = TEXTS.exercise(
    "delta_rule",
    {
        "delta_rule_update": "weight, derivative, learning_rate",
        "gradient_descent": "derivative, w, learning_rate, steps",
    },
    [
        TEXTS.check("update_number", 2, plan_number, minimal(update, MINIMAL_NUMBERS), NUMBER),
        TEXTS.check(
            "update_array",
            2,
            plan_array,
            minimal(update, MINIMAL_ARRAYS),
            ARRAY,
            uses=("update_number",),
            carried=lambda failed: [failed.get("update_array", failed["update_number"])],
        ),
        of_path("path", 3, plan_path, minimal(minimal_descent, MINIMAL_PATHS), paths),
        of_path("path_edges", 1, plan_path_edges, minimal(minimal_descent, MINIMAL_EDGES), EDGES, needs=("path",)),
    ],
    texts=("xor", "cap-18.3", "pytorch", "derivadas"),
    after=("derivative_estimates",),
    minutes=20,
)
