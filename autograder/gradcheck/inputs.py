"""What a gradient check calls the functions with: upstream gradients, directions, and cases that show mistakes.

Mistakes hide from inputs that are too regular: an upstream gradient of ones hides a forgotten one, a single row hides
1/n, a square matrix a transposition, small numbers an overflow, numbers without zeros a kink.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.ridders import EPSILON, Array

# (rows, inputs, outputs): more rows than one and one alone, unequal sides and one square, a single column.
SHAPES = ((1, 3, 2), (5, 4, 4), (8, 6, 5), (3, 1, 1), (4, 4, 4))
SPREADS = (1.0, 3.0)
LARGE = 500.0
DECADES = 6  # entries whose magnitudes differ by less than a factor of 10⁶ are checked together
BLOCKS = 8  # at most; the smallest magnitudes share the last


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """A direction in one argument: `values` (k,) at the flat indices `places` (k,), zero elsewhere."""

    argument: int
    places: NDArray[np.intp]
    values: Array

    def slack(self, x: Array) -> float:
        """Give the relative error that rounding the moved `x` makes in a step of size 1."""
        return float(np.max(EPSILON * np.abs(x.reshape(-1)[self.places]) / np.abs(self.values), initial=0.0))


def signed(shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Draw ±U(0.5, 1.5), as for an upstream gradient: no entry is small enough to hide what it multiplies."""
    drawn: Array = rng.uniform(0.5, 1.5, shape) * rng.choice((-1.0, 1.0), shape)
    return drawn


def direction(argument: int, places: NDArray[np.intp], unit: float, rng: np.random.Generator) -> Direction:
    """Draw a direction ±U(0.5, 1.5) · unit over the flat indices `places`; over a single one it is ±unit."""
    size = np.full(len(places), unit) if len(places) == 1 else unit * rng.uniform(0.5, 1.5, len(places))
    return Direction(argument, places, size * rng.choice((-1.0, 1.0), len(places)))


def unit_of(x: Array) -> float:
    """Give the power of two next to the typical magnitude of the nonzero entries of `x`; 1 if all are zero."""
    nonzero = np.abs(x[x != 0])
    return 1.0 if not nonzero.size else float(2.0 ** np.round(np.median(np.log2(nonzero))))


def blocks(*arrays: Array) -> list[NDArray[np.intp]]:
    """Part the flat indices of equally shaped arrays so that within a part no array's magnitudes differ much.

    Zeros are a magnitude of their own. A small wrong part would drown in the sums over a large right one.
    """
    keys = []
    for array in arrays:
        magnitude = np.abs(array.reshape(-1))
        with np.errstate(divide="ignore", invalid="ignore"):
            below = np.log10(magnitude.max(initial=0.0)) - np.log10(magnitude)
        keys.append(np.where(magnitude > 0, np.floor(below / DECADES), np.inf))
    kinds, membership = np.unique(np.stack(keys), axis=1, return_inverse=True)
    membership = np.minimum(membership.reshape(-1), BLOCKS - 1)
    return [np.flatnonzero(membership == part) for part in range(min(kinds.shape[1], BLOCKS))]


def fresh(x: NDArray[Any]) -> NDArray[Any]:
    """Copy `x`, keeping its layout: what is neither in C nor in Fortran order stays strided."""
    if x.flags.c_contiguous or x.flags.f_contiguous:
        return x.copy(order="K")
    held = np.empty((*x.shape, 2), dtype=x.dtype)[..., 0]
    held[...] = x
    return held


def draws(shape: tuple[int, ...], rng: np.random.Generator) -> Iterator[Array]:
    """Draw arrays of one shape: N(0, 1), N(0, 3), one with exact zeros, one with ±500."""
    for spread in SPREADS:
        yield rng.normal(0.0, spread, shape)
    some: Array = rng.normal(0.0, 1.0, shape)
    yield _with(some, 0.0, rng)
    yield _with(some, LARGE * float(rng.choice((-1.0, 1.0))), rng)


def cases(shapes_of: Callable[[int, int, int], Sequence[tuple[int, ...]]], seed: int) -> Iterator[tuple[Array, ...]]:
    """Draw the arguments of a function, over and over, so that a mistake has little room to hide.

    `shapes_of(rows, inputs, outputs)` says the shapes of the arguments, for example
    `lambda n, d, k: [(n, d), (d, k), (k,)]` for a linear layer. Every shape comes with N(0, 1) and N(0, 3); the first
    argument also comes with exact zeros and with entries of ±500.
    """
    rng = np.random.default_rng(seed)
    for sizes in SHAPES:
        shapes = shapes_of(*sizes)
        for first in draws(shapes[0], rng):
            yield (first, *(rng.normal(0.0, float(rng.choice(SPREADS)), shape) for shape in shapes[1:]))


def _with(x: Array, value: float, rng: np.random.Generator) -> Array:
    """Put `value` into about a third of the entries, into one at least."""
    put = rng.random(x.shape) < 1 / 3
    if x.size:
        put.reshape(-1)[rng.integers(x.size)] = True
    return np.where(put, value, x)
