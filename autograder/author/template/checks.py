"""Checks of NN NEW_ID: x², and its gradient held against the numeric one.

Text: derivadas (the slope of w²).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from autograder.authoring import (
    Array,
    Case,
    Catalogue,
    gradient_case,
    known,
    repeat_first,
    upstream_gradient,
    value_case,
)

# One shape comes twice with other numbers: results that are written into one array again and again show there.
SHAPES = ((4, 3), (5,), (1, 2), (4, 3))
MINIMAL = ([3.0], [-2.0, 0.5], [[1.0, -3.0], [0.0, 2.0]])


# TODO: function
def square(x: Array) -> Array:
    """x², entry by entry."""
    return x**2


forward = partial(value_case, "square", "square(x)", square)
backward = partial(gradient_case, "square_backward", "square_backward(grad_output, x)", square)


# TODO: inputs
def plan_square(rng: np.random.Generator) -> list[Case]:
    """All shapes, both signs."""
    return repeat_first([forward(rng.normal(0, 2, shape)) for shape in SHAPES])


def minimal_square() -> list[Case]:
    """From one entry to a matrix, to type in."""
    return [forward(np.array(x)) for x in MINIMAL]


def plan_backward(rng: np.random.Generator) -> list[Case]:
    """All shapes, never an upstream of ones."""
    return repeat_first([backward(upstream_gradient(rng, shape), rng.normal(0, 2, shape)) for shape in SHAPES])


def minimal_backward() -> list[Case]:
    """From one entry to a matrix, to type in."""
    inputs = [np.array(x) for x in MINIMAL]
    return [backward(np.resize([0.5, -2.0, 3.0], x.shape), x) for x in inputs]


# TODO: mistakes
BACKWARD = (known("missing-upstream", lambda _G, x: 2 * x),)

TEXTS = Catalogue.beside(__file__)
# TODO: exercise
EXERCISE = TEXTS.exercise(
    "NEW_ID",
    {"square": "x", "square_backward": "grad_output, x"},
    [
        TEXTS.check("square", 1, plan_square, minimal_square),
        TEXTS.check("backward", 2, plan_backward, minimal_backward, BACKWARD),
    ],
    texts=("derivadas",),
    minutes=10,
)
