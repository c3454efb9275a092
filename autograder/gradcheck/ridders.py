"""Numeric derivatives that know their own error, and how noisy a function's values are.

Source: J. J. Moré and S. M. Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33 (2011), algorithm ECnoise:
the k-th differences of a smooth function at close, equally spaced points vanish, those of its rounding noise grow
as (2k)!/(k!)² in the mean square.

Sources: C. J. F. Ridders, "Accurate computation of F'(x) and F'(x)F''(x)" (1982), as told in Numerical Recipes
§5.7: central differences at shrinking steps, extrapolated to step zero (Richardson), keeping the estimate whose
error estimate is smallest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import factorial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

EPSILON = float(np.finfo(np.float64).eps)
SINGLE = float(np.finfo(np.float32).eps)
POINTS = 8
SPACING = 2.0**-20  # far apart enough for the roundings of float32 to differ, close enough to look straight
AGREE = 4.0  # successive differences that mean the same noise differ by less than this factor
SUSPICIOUS = 64 * EPSILON


def estimate_noise(along: Callable[[float], Array], base: Array) -> Array:
    """Estimate the noise of `along` near 0, where it is `base`; both of shape (m,).

    The points lie on one side of 0, because a kink at 0 itself would look like noise. Where the noise seems
    far beyond float64's, the other side is asked too, and the smaller answer counts.
    """
    floor = EPSILON * np.abs(base)
    noise = _one_side(along, SPACING)
    if np.any(noise > SUSPICIOUS * np.abs(base)):
        noise = np.minimum(noise, _one_side(along, -SPACING))
    magnitude = np.abs(base)
    seen = magnitude > 0
    typical = float(np.median(noise[seen] / magnitude[seen])) if seen.any() else 0.0
    estimate: Array = np.maximum(np.maximum(noise, floor), typical * magnitude)
    return estimate


def _one_side(along: Callable[[float], Array], spacing: float) -> Array:
    values = np.stack([along(place * spacing) for place in range(1, POINTS + 1)])
    if not np.isfinite(values).all():
        return np.zeros(values.shape[1:])
    return ecnoise(values)


def ecnoise(values: Array) -> Array:
    """Estimate the noise in each column of `values` (n, m), taken at n equally spaced points; 0 where none shows."""
    differences = values
    levels, changes = [], []
    for order in range(1, len(values) - 1):
        differences = np.diff(differences, axis=0)
        gamma = factorial(order) ** 2 / factorial(2 * order)
        levels.append(np.sqrt(gamma * np.mean(differences**2, axis=0)))
        changes.append((differences.min(axis=0) < 0) & (differences.max(axis=0) > 0))
    noise = np.zeros(values.shape[1:])
    found = np.zeros(values.shape[1:], dtype=bool)
    for order in range(len(levels) - 2):
        near = np.stack(levels[order : order + 3])
        fits = (near.max(axis=0) <= AGREE * near.min(axis=0)) & changes[order] & ~found
        noise = np.where(fits, levels[order], noise)
        found |= fits
    return noise


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
