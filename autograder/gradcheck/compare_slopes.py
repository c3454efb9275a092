"""The numbers of a gradient against slopes of the forward function: directions first, entries where needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.inputs import Direction, blocks, direction, signed, unit_of
from autograder.gradcheck.ladder import LEVELS, RATIO, climb, merge
from autograder.gradcheck.result import Reason, Slope
from autograder.gradcheck.ridders import Array, estimate_noise
from autograder.gradcheck.weighing import ORDER, Weighing, weigh

ENTRIES = 32  # an argument of up to so many entries is checked entry by entry
DIRECTIONS = 2  # per block of a larger one
SAMPLE = 32  # entries that stand for all where every entry may be slightly off
ENOUGH_WRONG = 64  # wrong entries that are located; more would say nothing new
# An output that none of these steps changes, in any bit, has nothing to do with the entries moved. No round
# numbers, so that no period fits them; far enough to leave every plateau.
AFAR = (0.3, 7.1, 970_000.0)
WIDENINGS = (RATIO ** (LEVELS // 2 + 1), RATIO ** (LEVELS + 1))
CLEARLY = 10.0
APART = 16.0  # units that differ by less lead to the same ladder


class Line:
    """The forward function, seen along lines through the arguments; counts its calls."""

    def __init__(self, forward: Callable[[Sequence[Array]], Array], arguments: Sequence[Array]) -> None:
        """Take `forward`, which maps all arguments to its output of shape (m,), and the point to start from."""
        self.forward, self.arguments = forward, arguments
        self.calls = 0
        self.base = self._at(arguments)
        self.noise = np.zeros(self.base.shape)
        self.amplitude = np.abs(self.base)

    def measure_noise(self, rng: np.random.Generator) -> None:
        """Estimate the noise of every output, moving all arguments at once."""
        ways = [upscaled(x, rng) for x in self.arguments]

        def along(t: float) -> Array:
            values = self._at([x + t * way for x, way in zip(self.arguments, ways, strict=True)])
            # an output that is zero at the very point still has a size nearby
            self.amplitude = np.fmax(self.amplitude, np.abs(values))
            return values

        self.noise = estimate_noise(along, self.base)

    def slope(self, way: Direction, unit: float = 1.0) -> Slope:
        """Estimate the slope of every output along `way`, beginning with steps of a quarter of `unit`."""
        slack = way.slack(self.arguments[way.argument])
        slope = climb(self.along(way), self.base, self.noise, slack, unit)
        return replace(slope, amplitude=np.maximum(slope.amplitude, self.amplitude))

    def along(self, way: Direction) -> Callable[[float], Array]:
        """Give the outputs as a function of the step along `way`."""
        x = self.arguments[way.argument]
        moving = [*self.arguments]

        def at(t: float) -> Array:
            moved = x.copy(order="C").reshape(-1)
            moved[way.places] += t * way.values
            moving[way.argument] = moved.reshape(x.shape)
            return self._at(moving)

        return at

    def freed(self, slope: Slope, way: Direction) -> Slope:
        """Take out of a slope the noise of those outputs that do not depend on the entries moved at all.

        Where no output seems to, their noise may be what hides it, and it stays.
        """
        along = self.along(way)
        apart = np.ones(self.base.shape, dtype=bool)
        for t in AFAR:
            apart &= (along(t) == self.base) & (along(-t) == self.base)
        if apart.all():
            return slope
        cleared = {name: np.where(apart, 0.0, getattr(slope, name)) for name in ("value", "error", "amplitude")}
        return replace(slope, **cleared, kink=slope.kink & ~apart)

    def _at(self, arguments: Sequence[Array]) -> Array:
        self.calls += 1
        return self.forward(arguments)


def upscaled(x: Array, rng: np.random.Generator) -> Array:
    """Draw a direction over all of `x` in which every entry moves on its own scale."""
    size = np.where(x == 0, unit_of(x), np.abs(x))
    drawn: Array = size * signed(x.shape, rng)
    return drawn


@dataclass(slots=True, eq=False)
class Examination:
    """What became of one argument's entries, by flat index; `known` holds every entry weighed by itself."""

    known: dict[int, Weighing] = field(default_factory=dict)
    held: int = 0  # entries that held as part of a direction
    rough: bool = False
    exhausted: bool = False

    @property
    def wrong(self) -> dict[int, Weighing]:
        """The entries that are wrong."""
        return {place: found for place, found in self.known.items() if found.outcome == "wrong"}

    @property
    def undecided(self) -> dict[int, Weighing]:
        """The entries that nobody can tell."""
        return {place: found for place, found in self.known.items() if found.outcome == "undecided"}


@dataclass(slots=True, eq=False)
class Examiner:
    """Examines one argument's gradients, one per upstream gradient, with at most `budget` slopes.

    `upstreams` are of shape (m,), `gradients` of shape (n,), one pair per call of backward.
    """

    line: Line
    argument: int
    upstreams: Sequence[Array]
    gradients: Sequence[Array]
    single: bool
    budget: int
    rng: np.random.Generator

    def examine(self) -> Examination:
        """Check every entry by itself if they are few, and directions over blocks of them if they are many."""
        x = self.line.arguments[self.argument]
        found = Examination()
        if x.size <= ENTRIES:
            for place in range(x.size):
                found.known[place] = self.weigh(np.array([place]))
            found.rough = any(weighing.outcome == "rough" for weighing in found.known.values())
            return found
        for block in blocks(x, self.gradients[0]):
            weighings = [self.weigh(block) for _ in range(DIRECTIONS if len(block) > 1 else 1)]
            if all(weighing.outcome in ("right", "invisible") for weighing in weighings):
                found.held += len(block)
            elif all(weighing.holds for weighing in weighings) and self.sample_holds(block, found):
                found.held += len(block) - len(set(found.known) & set(block.tolist()))
                found.rough = True
            else:
                self.search(block, found)
        return found

    def sample_holds(self, block: NDArray[np.intp], found: Examination) -> bool:
        """Weigh some entries of a block by themselves; say whether none is wrong."""
        places = self.rng.choice(block, min(SAMPLE, len(block)), replace=False)
        for place in places:
            found.known[int(place)] = self.weigh(np.array([place]))
        return all(found.known[int(place)].holds for place in places)

    def search(self, block: NDArray[np.intp], found: Examination) -> None:
        """Halve a block until what does not hold stands alone."""
        self.sample_holds(block, found)  # a look at some entries everywhere, for what they have in common
        if len(found.wrong) > SAMPLE // 2:
            found.exhausted = True  # it is wrong all over: no need to know where exactly
            return
        waiting = [block]
        while waiting:
            if self.budget <= 0 or len(found.wrong) >= ENOUGH_WRONG:
                found.exhausted = True
                return
            part = waiting.pop()
            if len(part) == 1:
                place = int(part[0])
                if place not in found.known:
                    found.known[place] = self.weigh(part)
                continue
            if self.weigh(part).outcome in ("right", "invisible"):
                found.held += sum(place not in found.known for place in part.tolist())
                continue
            half = len(part) // 2
            waiting += [part[half:], part[:half]]

    def weigh(self, places: NDArray[np.intp]) -> Weighing:
        """Weigh one direction over `places` for every upstream gradient; the worst counts.

        Steps begin at the scale of the entries, or at 1 if that is larger. Whatever does not plainly hold is asked
        again with other first steps: smaller ones, for a function that varies quickly, and much larger ones, for a
        small slope beside a large output.
        """
        x = self.line.arguments[self.argument].reshape(-1)[places]
        own = unit_of(x)
        first = max(own, 1.0)
        way = direction(self.argument, places, first, self.rng)
        slope = self.line.slope(way)
        self.budget -= 1
        weighing = self.worst(slope, way)
        if weighing.outcome == "right":
            return weighing
        other = min(own, 1.0) / first
        if other * APART <= 1:
            slope = merge(self.line.slope(way, other), slope)
        slope = self.line.freed(slope, way)
        weighing = self.worst(slope, way)
        for wider in WIDENINGS:
            if weighing.outcome not in ("invisible", "undecided") or slope.kink.any():
                break
            slope = merge(slope, visible(self.line.slope(way, wider)))
            weighing = self.worst(slope, way)
        return weighing

    def worst(self, slope: Slope, way: Direction) -> Weighing:
        """Weigh one slope for every upstream gradient."""
        weighings = [
            weigh(slope, upstream, gradient[way.places], way.values, single=self.single)
            for upstream, gradient in zip(self.upstreams, self.gradients, strict=True)
        ]
        return max(weighings, key=lambda weighing: ORDER.index(weighing.outcome))


def visible(slope: Slope) -> Slope:
    """Let a slope from far steps count only where it shows: far from the point many a function is flat."""
    return replace(slope, error=np.where(np.abs(slope.value) > CLEARLY * slope.error, slope.error, np.inf))


def reason_of(found: Examination) -> Reason:
    """Say why entries are undecided."""
    if any(not weighing.finite for weighing in found.undecided.values()):
        return "not finite nearby"
    return "too inaccurate" if found.undecided else "too many kinks"
