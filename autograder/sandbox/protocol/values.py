"""The plain values that learners' functions take and return.

Whatever a learner's process sends back is decoded to one of these and nothing else:
None, bool, int, float, complex, str, lists and tuples of values, numpy arrays of a plain
numeric dtype, `Matrix` (an np.matrix), `Unmasked` (a masked array without a mask), or `Opaque` (anything that is not taken).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

CHARACTERS = 100  # of a string that count as one entry, where entries are counted


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something of a type the grader does not take; only the name of its type is known."""

    type_name: str


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """The numbers of an np.matrix: right ones count, with a remark."""

    array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]


@dataclass(frozen=True, slots=True, eq=False)
class Unmasked:
    """The numbers of a masked array in which nothing is masked: right ones count, with a remark."""

    array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]


Value: TypeAlias = (
    None
    | bool
    | int
    | float
    | complex
    | str
    | list["Value"]
    | tuple["Value", ...]
    | np.ndarray[tuple[int, ...], np.dtype[np.generic]]
    | Matrix
    | Unmasked
    | Opaque
)


def entries(values: Iterable[Value], most: int) -> int:
    """Count the entries of values, lists and their items both; any number above `most` once it is known to be more."""
    count = 0
    pending = [iter(values)]
    while pending and count <= most:
        for value in pending[-1]:
            count += _entries(value)
            if isinstance(value, list | tuple):
                pending.append(iter(value))
                break
            if count > most:
                break
        else:
            pending.pop()
    return count


def _entries(value: Value) -> int:
    match value:
        case np.ndarray():
            return value.size
        case Matrix() | Unmasked():
            return value.array.size
        case str():
            return 1 + len(value) // CHARACTERS
        case _:
            return 1
