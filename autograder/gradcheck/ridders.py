"""Numeric derivatives that know their own error.

Sources: C. J. F. Ridders, "Accurate computation of F'(x) and F'(x)F''(x)" (1982), as told in Numerical Recipes
§5.7: central differences at shrinking steps, extrapolated to step zero (Richardson), keeping the estimate whose
error estimate is smallest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.gradcheck.result import EPSILON, Array

FIRST_STEP = 0.5  # the functions differenced here (sigmoids, products, squares) vary on the scale of 1
RATIO = 2.0
LEVELS = 9


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A numeric derivative (`value`) with its estimated error, both of the argument's shape."""

    value: Array
    error: Array


def numeric_gradient(function: Callable[[Array], float], x: Array) -> Estimate:
    """Estimate ∂function/∂x entry by entry at `x` (any shape) by Ridders' method.

    `function` maps an array shaped like `x` to a float and must not keep or change the array it gets.
    """
    value = np.zeros(x.shape)
    error = np.zeros(x.shape)
    for index in np.ndindex(x.shape):

        def along(t: float, index: tuple[int, ...] = index) -> float:
            moved = x.copy()
            moved[index] += t
            return function(moved)

        value[index], error[index] = _ridders(along)
    return Estimate(value, error)


def _ridders(along: Callable[[float], float]) -> tuple[float, float]:
    """Estimate the derivative of `along` at 0, and the error of the estimate."""
    step = FIRST_STEP
    best, best_error = np.nan, np.inf
    previous: list[float] = []
    for level in range(LEVELS):
        above, below = along(step), along(-step)
        row = [(above - below) / (2 * step)]
        rounding = EPSILON * (abs(above) + abs(below)) / step  # what cancellation may have cost
        factor = 1.0
        for column in range(level):
            factor *= RATIO**2  # the error of a central difference is even in the step
            row.append(row[column] + (row[column] - previous[column]) / (factor - 1))
            spread = max(abs(row[-1] - row[column]), abs(row[-1] - previous[column]))
            if spread + rounding < best_error:
                best, best_error = row[-1], spread + rounding
        previous = row
        step /= RATIO
    return best, best_error
