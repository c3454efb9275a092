"""One directional derivative: what backward says of it against what differences say, how sure either is, and kinks.

Where a function has a kink (relu and |x| at 0, max at a tie) the forward and the backward difference keep apart as the
step shrinks; on a curve their distance shrinks with the step. Any value between the one-sided slopes is a
subgradient of a convex function (R. T. Rockafellar, "Convex Analysis", §23), and libraries choose different ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.result import Slope
from autograder.gradcheck.ridders import SINGLE, Array

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


# The error estimate is an estimate: ten times it is still far below any mistake.
ERROR_FACTOR = 10.0
# Right code rounds differently: this many times the sum of all terms' magnitudes, a few thousand ulps.
ROUNDING = 1e-12
# What float32, or a plain finite difference, may cost without being wrong; a relative error of 1e-4 is wrong.
ROUGH = 2e-5
ROUGH_TERM = 64 * SINGLE  # and of the terms, where these cancel
# Products of numbers below this vanish in float64.
UNDERFLOW = 1e-150
SINGLE_UNDERFLOW = 1e-37
# A tolerance beyond this share of the derivative tells little …
VAGUE = 1e-2
# … unless it is this far below what a step changes the output by: then both sides are zero as far as anyone can see.
INVISIBLE = 1e-3

Outcome: TypeAlias = Literal["right", "rough", "kink", "invisible", "wrong", "undecided"]
ORDER: tuple[Outcome, ...] = ("right", "invisible", "rough", "kink", "undecided", "wrong")


@dataclass(frozen=True, slots=True)
class Weighing:
    """The claimed derivative along a direction beside the numeric one, per unit of the direction's single entry."""

    outcome: Outcome
    got: float
    expected: float
    error: float  # how far from `expected` holds
    finite: bool = True

    @property
    def holds(self) -> bool:
        """Whether nothing remains to be asked."""
        return self.outcome in ("right", "rough", "kink", "invisible")


def weigh(slope: Slope, upstream: Array, gradient: Array, values: Array, *, single: bool) -> Weighing:
    """Compare ⟨gradient, values⟩ with ⟨upstream, slope⟩.

    `upstream` is of shape (m,), like the slope's arrays; `gradient` and the direction's `values` are of shape (k,).
    `single` says that the gradient came as float32. The tolerance follows the estimated numerical error.
    """
    terms = gradient * values
    got = float(terms.sum())
    alone = len(values) == 1
    low, high, error = bounds(slope, upstream)
    steepest = np.where(slope.kink, np.maximum(np.abs(slope.left), np.abs(slope.right)), np.abs(slope.value))
    parts = np.abs(upstream) * steepest
    size = float(np.abs(terms).sum() + parts.sum())
    natural = float((np.abs(upstream) * slope.amplitude).sum())
    largest = float(np.abs(values).max(initial=0.0))
    per = float(values[0]) if alone else 1.0
    if not np.isfinite(error) or not np.isfinite(size):
        return Weighing("undecided", got / per, (low + high) / 2 / per, float("inf"), finite=False)
    tolerance = ERROR_FACTOR * error + ROUNDING * size + UNDERFLOW * largest
    # Roundings of float32 are independent of one another: over many terms their squares add up.
    spread = float(np.sqrt((terms**2).sum() + (parts**2).sum()))
    rough = tolerance + (ROUGH * max(abs(got), abs(low), abs(high)) + ROUGH_TERM * spread if alone else ROUGH * spread)
    if single:
        rough += 4 * SINGLE * natural + SINGLE_UNDERFLOW * largest
    off = max(low - got, got - high, 0.0)
    bent = high - low > tolerance
    outcome: Outcome = "wrong"
    if bent and not alone:
        outcome = "undecided"
    elif off <= tolerance:
        outcome = "kink" if bent else "right"
    elif off <= rough:
        outcome = "rough"
    if outcome == "right" and tolerance > VAGUE * max(abs(got), abs(low), abs(high)) and error > 0:
        seen = tolerance <= INVISIBLE * natural + 2 * UNDERFLOW * largest
        outcome = "invisible" if seen else "undecided"
    expected = min(max(got, low), high) if off <= tolerance else (low + high) / 2
    width = (high - low) / 2 if off > tolerance else 0.0
    return Weighing(outcome, got / per, expected / per, (tolerance + width) / abs(per))
