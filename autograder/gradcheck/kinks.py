"""Points without a derivative: the slopes from either side, and what may stand for a derivative there.

Where a function has a kink (relu and |x| at 0, max at a tie) the forward and the backward difference keep apart as the
step shrinks; on a curve their distance shrinks with the step. Any value between the one-sided slopes is a
subgradient of a convex function (R. T. Rockafellar, "Convex Analysis", §23), and libraries choose different ones.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.result import Array, Slope

SLACKS = 10.0  # extrapolated slopes that differ by more than this many times what either is known within are two
GROWTH = 1 / 3  # a jump between the slopes that grows faster than this power of the step's inverse has no limit
FAINT = 1e-6  # a kink that bends the slope by less is none that any tolerance would notice


class Differences(Protocol):
    """The one-sided differences at one step, all arrays of shape (m,)."""

    @property
    def step(self) -> float:
        """The step."""

    @property
    def left(self) -> Array:
        """The backward difference."""

    @property
    def right(self) -> Array:
        """The forward difference."""

    @property
    def rounding(self) -> Array:
        """What noise costs the central difference."""


def one_sided(larger: Differences, smaller: Differences) -> tuple[Array, Array, Array]:
    """Extrapolate the left and the right slope to step zero; also say within what either is known."""
    ratio = larger.step / smaller.step - 1
    left_change = (smaller.left - larger.left) / ratio
    right_change = (smaller.right - larger.right) / ratio
    slack = np.maximum(np.abs(left_change), np.abs(right_change)) + 2 * smaller.rounding
    return smaller.left + left_change, smaller.right + right_change, slack


def find_kinks(left: Array, right: Array, slack: Array) -> NDArray[np.bool_]:
    """Say of each output whether its one-sided slopes are apart, as far as they are known."""
    jump = np.abs(right - left)
    kinks: NDArray[np.bool_] = (jump > SLACKS * slack) & (jump > FAINT * (np.abs(right) + np.abs(left)))
    return kinks


def find_breaks(larger: Differences, smaller: Differences) -> NDArray[np.bool_]:
    """Say of each output whether its one-sided slopes grow without end: a step, or a cusp like √|x|."""
    jump, before = np.abs(smaller.right - smaller.left), np.abs(larger.right - larger.left)
    growth = (larger.step / smaller.step) ** GROWTH
    breaks: NDArray[np.bool_] = (jump > growth * before) & (jump > 2 * SLACKS * smaller.rounding)
    return breaks


def bounds(slope: Slope, upstream: Array) -> tuple[float, float, float]:
    """Give the least and the greatest value that ⟨upstream, slope⟩ may take, and the error of either.

    `upstream` is of shape (m,). Without a kink both are the derivative. Each output counts by itself, so that
    convex outputs with an upstream gradient of either sign are treated alike.
    """
    with np.errstate(invalid="ignore"):
        used = upstream != 0
        weight = upstream[used]
        ends = np.where(slope.kink, slope.left, slope.value)[used], np.where(slope.kink, slope.right, slope.value)[used]
        error = np.where(slope.kink, slope.slack, slope.error)[used]
        low = float(np.minimum(weight * ends[0], weight * ends[1]).sum())
        high = float(np.maximum(weight * ends[0], weight * ends[1]).sum())
        return low, high, float((np.abs(weight) * error).sum())
