"""One directional derivative: what backward says of it against what differences say, and how sure either is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from autograder.gradcheck.kinks import bounds
from autograder.gradcheck.result import SINGLE, Array, Slope

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
