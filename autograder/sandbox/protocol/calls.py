"""What is asked of a learner's code, and what may come of it: plain values, calls, outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.frozen import frozen
from autograder.i18n.language import Message

Array: TypeAlias = NDArray[np.float64]

SINGLE = frozenset({bool, int, float, complex, type(None)})  # what counts as one entry
SIZE = attrgetter("size")
CHARACTERS = 100  # of a string that count as one entry, where entries are counted


@frozen
class Opaque:
    """Something of a type the grader does not take; only the name of its type is known."""

    type_name: str


@frozen(eq=False)
class Matrix:
    """The numbers of an np.matrix: right ones count, with a remark."""

    array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]


@frozen(eq=False)
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
                kinds = set(map(type, value))
                if kinds <= SINGLE or kinds == {np.ndarray}:  # a history of every epoch, at once
                    count += len(value) if kinds <= SINGLE else sum(map(SIZE, value))
                    continue
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


@frozen
class Callback:
    """A function handed to the learner (`J`, `f`, `derivative`).

    The learner gets a stand-in; each use of it comes back to the grader, where `function` runs. It takes and
    gives plain values, and may raise `BadQuestion`, which the learner's code sees as a TypeError or ValueError.
    `source`, if there is one, is the function as an expression of Python (a lambda) that a learner can paste; `shape`, if it
    is known, is that of the one array of numbers that it takes.
    """

    name: str
    function: Callable[..., Value]
    source: str = ""
    shape: tuple[int, ...] | None = None

    def __repr__(self) -> str:
        """Give its name, by which it is shown where a call is written out, in a list too."""
        return self.name


class BadQuestion(Exception):  # noqa: N818 -- named for what it is to the learner
    """A callback was asked with something it has no answer for."""

    def __init__(self, kind: Literal["TypeError", "ValueError"], message: str) -> None:
        """Remember the type of the exception to raise at the learner's side, and its text."""
        super().__init__(message)
        self.kind = kind


@frozen
class Seeded:
    """Becomes `numpy.random.default_rng(seed)` in the learner's process."""

    seed: int


Argument: TypeAlias = Value | Callback | Seeded | Sequence["Argument"]


@frozen(eq=False)
class Call:
    """Call the learner's `function` with `args`, by position.

    With `via_driver`, the function of that name in the exercise's driver is called instead, and gets the learner's names
    before `args`: it uses the learner's code in more ways than one call, and `function` is what it is about.
    """

    function: str
    args: tuple[Argument, ...]
    via_driver: str = ""


@frozen(eq=False)
class Asked:
    """One use of a callback: which, and with what."""

    name: str
    args: tuple[Value, ...]


@frozen(eq=False)
class Returned:
    """The function returned."""

    value: Value
    changed: tuple[int, ...] = ()  # positions of the array arguments that are not as before
    earlier_changed: bool = False  # an array returned by an earlier call is not as it was
    asked: tuple[Asked, ...] = ()
    warnings: tuple[str, ...] = ()  # as "RuntimeWarning: overflow encountered in exp", each once


@frozen
class Raised:
    """The function raised an exception."""

    kind: str  # the name of the exception's type
    message: str
    where: str = ""  # "line 12: return a @ b", of the learner's own source; empty if raised by the call itself


@frozen
class TimedOut:
    """The function was still running when its time was over, and was ended."""

    seconds: float
    clock: Literal["cpu", "wall"]


@frozen
class Crashed:
    """The learner's process ended before it answered."""

    why: Message


@frozen
class Missing:
    """There is no such function; `defined` are the names that can be called instead, the learner's own first."""

    name: str
    defined: tuple[str, ...] = ()


@frozen
class Rejected:
    """What came back is no reply that the grader takes."""

    why: Message


Outcome: TypeAlias = Returned | Raised | TimedOut | Crashed | Missing | Rejected


@frozen
class Cell:
    """One piece of source that runs by itself: a whole .py file, or a code cell of a notebook."""

    label: str  # "sigmoid_backward.py", "cell 3"
    source: str


@frozen
class CellProblem:
    """A cell that could not be run to its end."""

    cell: str
    problem: Raised | TimedOut | Crashed


@frozen
class Loaded:
    """What became of loading an exercise's source: problems by cell, and the names it defines.

    `missed` are imports that failed without stopping their cell: what they would have given fails when it is used.
    """

    problems: tuple[CellProblem, ...] = ()
    names: tuple[str, ...] = ()
    missed: tuple[CellProblem, ...] = ()


class Session(Protocol):
    """The learner's code for one exercise, loaded somewhere, ready to be called."""

    @property
    def loaded(self) -> Loaded:
        """What became of loading."""

    @property
    def printed(self) -> str:
        """The beginning of what the learner's code printed so far."""

    def call(self, call: Call) -> Outcome:
        """Call one function and wait for what comes of it; never raises on the learner's account."""
