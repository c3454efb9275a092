"""The slope of a vector function along a line, from a ladder of ever smaller steps.

Central differences at steps of ratio 4 are extrapolated to step zero: C. J. F. Ridders, "Accurate computation of F'(x)
and F'(x)F''(x)" (1982), on L. F. Richardson's table. Of each row the cell with the smallest error estimate is kept, as
in Numerical Recipes §5.7; unlike there, a row's estimate must also agree with every smaller step, or the
disagreement counts as its error: a function with kinks beside the point makes single rows agree by accident.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.gradcheck.result import Slope
from autograder.gradcheck.ridders import EPSILON, Array
from autograder.gradcheck.weighing import find_breaks, find_kinks, one_sided

FIRST_STEP = 2.0**-2
RATIO = 4.0
LEVELS = 11
COLUMNS = 5  # beyond the eleventh power of the step there is only rounding left to extrapolate
CONFIRM = 4.0**5  # how far below the last rung of the table its result is confirmed
SMALLEST_STEP = FIRST_STEP / (RATIO ** (LEVELS - 1) * CONFIRM)
STEPS_PER_NOISE = 100.0  # a step must outweigh the relative noise this many times to show a slope of its own
SETTLED = 1e-10
MUCH_BETTER = 1e-3
AGREEING = 10.0
AT_LEAST = 3  # rungs before a ladder may end


@dataclass(frozen=True, slots=True, eq=False)
class Rung:
    """One step of the ladder: all arrays of shape (m,)."""

    step: float
    centre: Array  # central difference
    right: Array  # forward difference
    left: Array  # backward difference
    rounding: Array  # what noise costs the central difference
    value: Array  # the row's best extrapolation
    error: Array  # its error estimate


def climb(along: Callable[[float], Array], base: Array, noise: Array, slack: float = 0.0, unit: float = 1.0) -> Slope:
    """Estimate the derivative of `along` at 0, where it is `base`; both are of shape (m,).

    `noise` (m,) is the absolute error of each output, `slack` the relative error that a step of size 1 makes in the
    arguments. `unit` multiplies every step. The slope is nowhere more accurate than `error` says; an
    infinite error means that no step had finite values.
    """
    ladder = _Ladder(along, base, noise, slack, unit)
    ladder.descend(early=True)
    ladder.confirm()
    slope = ladder.slope()
    if ladder.ended_early and not _resolved(slope, ladder.rungs[-2]):
        ladder.descend(early=False)
        ladder.confirm()
        slope = ladder.slope()
    return slope


def merge(narrow: Slope, wide: Slope) -> Slope:
    """Keep, output by output, the better of two slopes along one direction, found with a smaller and a larger unit.

    Where they contradict each other the narrow one is right: wide steps lead into other pieces of the function.
    """
    with np.errstate(invalid="ignore"):
        agree = np.abs(wide.value - narrow.value) <= AGREEING * (narrow.error + wide.error)
        bend = np.abs(wide.right - wide.left)
    better = (wide.error < narrow.error) & agree & ~narrow.kink & ~wide.kink
    better |= wide.kink & ~(narrow.error < MUCH_BETTER * bend)
    better |= ~np.isfinite(narrow.error)
    chosen = {
        name: np.where(better, getattr(wide, name), getattr(narrow, name))
        for name in ("value", "error", "left", "right", "slack", "kink")
    }
    return Slope(**chosen, amplitude=np.minimum(narrow.amplitude, wide.amplitude))


def _resolved(slope: Slope, before: Rung) -> bool:
    enough = np.maximum(SETTLED * np.abs(slope.value), 4 * before.rounding)
    return bool(np.all(slope.error <= enough)) and not slope.kink.any()


class _Ladder:
    """The rungs so far, the last one being the confirming step once that is made."""

    def __init__(self, along: Callable[[float], Array], base: Array, noise: Array, slack: float, unit: float) -> None:
        self.along, self.base, self.noise, self.slack, self.unit = along, base, noise, slack, unit
        self.rungs: list[Rung] = []
        self.step = FIRST_STEP * unit
        self.level = 0
        self.ended_early = False
        self.amplitude = np.abs(base)
        self.row: list[Array] = []
        magnitude = np.abs(base)
        seen = magnitude > 0
        relative = float(np.median(noise[seen] / magnitude[seen])) if seen.any() else EPSILON
        floor = max(SMALLEST_STEP, 2.0 ** np.ceil(np.log2(STEPS_PER_NOISE * max(relative, EPSILON))))
        self.smallest = float(min(floor, FIRST_STEP / RATIO ** (AT_LEAST - 1))) * unit

    def descend(self, *, early: bool) -> None:
        """Add rungs to the table, ending once every output is settled if `early`."""
        if self.ended_early:
            self.rungs.pop()  # the confirming rung makes way
            self.ended_early = False
        while self.level < LEVELS and self.step >= self.smallest:
            rung = self.measure(self.step, extrapolate=True)
            self.step /= RATIO
            self.level += 1
            if rung is None:
                continue
            self.rungs.append(rung)
            if early and len(self.rungs) >= AT_LEAST:
                enough = np.maximum(SETTLED * np.abs(rung.value), 4 * rung.rounding)
                if np.all(rung.error <= enough):
                    self.ended_early = self.level < LEVELS
                    return

    def confirm(self) -> None:
        """Add one much smaller step, which tells kinks from curves and true limits from accidents."""
        if not self.rungs:
            return
        step = max(self.rungs[-1].step / CONFIRM, self.smallest)
        rung = self.measure(step, extrapolate=False) if step < self.rungs[-1].step else None
        if rung is not None:
            self.rungs.append(rung)
        else:
            self.ended_early = False

    def measure(self, step: float, *, extrapolate: bool) -> Rung | None:
        """Difference at one step; None where a value is not finite."""
        above, below = self.along(step), self.along(-step)
        with np.errstate(all="ignore"):
            centre = above / (2 * step) - below / (2 * step)
            right, left = (above - self.base) / step, (self.base - below) / step
            size = np.maximum(np.abs(above), np.abs(below))
            rounding = np.maximum(self.noise, EPSILON * size) / step + self.slack / step * np.abs(centre)
        if not (np.isfinite(centre).all() and np.isfinite(right).all() and np.isfinite(left).all()):
            self.row = []
            return None
        if step == self.step and not self.rungs:
            self.amplitude = np.maximum(self.amplitude, size)
        value, error = centre, np.full(centre.shape, np.inf)
        if extrapolate:
            row = [centre]
            for column, before in enumerate(self.row[:COLUMNS]):
                with np.errstate(all="ignore"):
                    # the error of a central difference is even in the step
                    new = row[column] + (row[column] - before) / (RATIO ** (2 * column + 2) - 1)
                    spread = np.maximum(np.abs(new - row[column]), np.abs(new - before)) + rounding
                better = spread < error
                value, error = np.where(better, new, value), np.where(better, spread, error)
                row.append(new)
            self.row = row
        return Rung(step, centre, right, left, rounding, value, error)

    def slope(self) -> Slope:
        """Choose among the rungs."""
        rungs = self.rungs
        if len(rungs) < 2:  # noqa: PLR2004 -- one rung alone says nothing about its error
            nothing, infinite = np.zeros(self.base.shape), np.full(self.base.shape, np.inf)
            none = np.zeros(self.base.shape, dtype=bool)
            return Slope(nothing, infinite, nothing, nothing, infinite, none, self.amplitude)
        value, error = rungs[0].value, np.full(self.base.shape, np.inf)
        for place, rung in enumerate(rungs[1:], 1):
            if not np.isfinite(rung.error).any():
                continue
            honest = rung.error
            for before, smaller in zip(rungs[place:], rungs[place + 1 :], strict=False):
                # a smooth function's central difference is off by less than a fifteenth of its last change
                leeway = 4 * smaller.rounding + np.abs(smaller.centre - before.centre) / 4
                honest = np.maximum(honest, np.abs(smaller.centre - rung.value) - leeway)
            better = honest < error
            value, error = np.where(better, rung.value, value), np.where(better, honest, error)
        left, right, slack = one_sided(rungs[-2], rungs[-1])
        broken = find_breaks(rungs[-2], rungs[-1])
        kink = find_kinks(left, right, slack) & ~broken
        error = np.where(broken, np.inf, error)
        return Slope(value, error, left, right, slack, kink, self.amplitude)
