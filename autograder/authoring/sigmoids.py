"""The sigmoid of exercises in which learners write it themselves: its true values, its cases, what is written in its place."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np

from autograder.authoring.cases import exact_case
from autograder.authoring.known_mistakes import Known, known
from autograder.i18n.language import decimal
from autograder.judging.model import Formula
from autograder.sandbox.protocol.calls import Array

LARGEST = 4.5  # of drawn inputs: all of σ's bend, and nothing that rounding takes for its ends
# From one entry to a matrix.
MINIMAL = ([1.0], [0.0, -1.0], [[1.0, -2.0]], [[1.0], [-2.0]], [[1.0, -2.0, 3.0], [-1.0, 0.5, 4.0]])


def sigmoid(z: Array) -> Array:
    """σ(z), written so that no exp overflows."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


case = partial(exact_case, "sigmoid", "sigmoid(z)", sigmoid)


def inputs(rng: np.random.Generator, shapes: Iterable[tuple[int, ...]]) -> list[Array]:
    """Draw z of these shapes within ±LARGEST; the second has a zero."""
    drawn = [rng.uniform(-LARGEST, LARGEST, shape) for shape in shapes]
    drawn[1].flat[rng.integers(drawn[1].size)] = 0.0
    return drawn


# What is written in its place, in ordinary inputs.
WRONG = (
    known("missing-parentheses-in-sigmoid", lambda z: 1 + np.exp(-z)),
    known("exponent-sign-flipped", lambda z: sigmoid(-z)),
    known("math-exp-on-array", raises=r"TypeError: only .*(size-1|length-1|0-dimensional) arrays"),
)


def clipped(*limits: int, of: Formula = sigmoid) -> list[Known]:
    """Give the mistake of cutting z off at a limit, before this function; a row for each limit.

    Its texts may have places for the `limit`, and for the `gap` to σ's end that is left there, to one digit.
    """
    rows = []
    for limit in limits:
        gap = np.format_float_positional(float(sigmoid(np.array(-limit))), 1, fractional=False)
        fill = {"limit": limit, "gap": decimal(gap)}
        rows.append(known("input-clipped", lambda z, limit=limit: of(np.clip(z, -limit, limit)), fill=fill))
    return rows
