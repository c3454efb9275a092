"""How noisy a function's values are, told from the function alone.

Source: J. J. Moré and S. M. Wild, "Estimating computational noise", SIAM J. Sci. Comput. 33 (2011), algorithm ECnoise:
the k-th differences of a smooth function at close, equally spaced points vanish, those of its rounding noise grow
as (2k)!/(k!)² in the mean square.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial

import numpy as np

from autograder.gradcheck.result import EPSILON, Array

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
