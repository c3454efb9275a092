"""Objects that take whatever is done with them and do nothing: what stands for a figure, a line, a widget."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from opcode import opmap
from types import FrameType, FunctionType
from typing import Any, Self

import numpy as np

UNPACK, UNPACK_STAR, EXTENDED = opmap["UNPACK_SEQUENCE"], opmap["UNPACK_EX"], opmap["EXTENDED_ARG"]
MOST = 10_000  # entries that a loop over nothing real runs through
LINES = frozenset(
    ["plot", "loglog", "semilogx", "semilogy", "step", "fill", "imshow"]
)  # what gives one line for many numbers
COLORS = 10  # of matplotlib's usual cycle
SERIES = frozenset(["by_key", "colors", "TABLEAU_COLORS"])
NO_NAMES = frozenset(["available", "get_fignums"])  # lists whose entries are texts or numbers


class Inert:
    """Takes every call, attribute, index and operator, and does nothing.

    It unpacks into as many as are asked for; a loop over it ends. It agrees with whatever it is compared with, and is
    false, so that no loop waits for it. Nobody but the learner's own code ever sees it: no result may hold one.
    """

    def __init__(self, name: str = "", count: int = 1) -> None:
        """Be called `name`, and have `count` entries in a loop."""
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_count", count)

    def __call__(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 -- another one, or what is decorated
        """Give another one, with as many entries as the first argument has; a function or class comes back as it is."""
        if len(args) == 1 and not options and isinstance(args[0], FunctionType | type):
            return args[0]  # a decorator
        name = self._name
        if name == "subplots":
            return grid(*args, **options)
        if name in NO_NAMES:
            return []
        if name == "waitforbuttonpress":  # what loops wait for
            return True
        if name in LINES:
            return type(self)(name)
        return type(self)(name, COLORS if name in SERIES else entries(args[0]) if args else 1)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- another one
        """Give another one; special names are left alone, numpy and copy ask for many."""
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "available":
            return []
        return type(self)(name, COLORS if name in SERIES else 1)

    def __getitem__(self, index: object) -> Inert:
        """Give another one; a part of many is as many, as far as anybody can tell."""
        return type(self)(self._name, self._count if isinstance(index, str | slice) else 1)

    def __iter__(self) -> Iterator[Inert]:
        """Give as many entries as are unpacked: `n, bins, patches = plt.hist(…)`; else those that it has."""
        wanted = unpacked(sys._getframe(1))  # noqa: SLF001 -- whoever asks for the entries
        return iter([type(self)(self._name) for _ in range(self._count if wanted is None else wanted)])

    def __next__(self) -> Self:
        """Give one more, wherever it came from: `next(ax._get_lines.prop_cycler)`."""
        return self

    def __len__(self) -> int:
        """Count the entries."""
        return int(self._count)

    def __enter__(self) -> Self:
        """Open nothing."""
        return self

    def __exit__(self, *_problem: object) -> None:
        """Close nothing."""

    def __bool__(self) -> bool:
        """Say that nothing is there."""
        return False

    def __contains__(self, _entry: object) -> bool:
        """Hold nothing."""
        return False

    def __setitem__(self, _index: object, _value: object) -> None:
        """Keep nothing."""

    def __delitem__(self, _index: object) -> None:
        """Keep nothing."""

    def __setattr__(self, _name: str, _value: object) -> None:
        """Keep nothing."""

    def __delattr__(self, _name: str) -> None:
        """Keep nothing."""

    def __eq__(self, _other: object) -> bool:
        """Agree."""
        return True

    def __ne__(self, _other: object) -> bool:
        """Agree."""
        return False

    def __lt__(self, _other: object) -> bool:
        """Agree."""
        return False

    def __le__(self, _other: object) -> bool:
        """Agree."""
        return True

    __ge__ = __le__
    __gt__ = __lt__
    __hash__ = object.__hash__

    def __int__(self) -> int:
        """Be worth nothing."""
        return 0

    __index__ = __int__

    def __float__(self) -> float:
        """Be worth nothing."""
        return 0.0

    def __complex__(self) -> complex:
        """Be worth nothing."""
        return 0j

    def __round__(self, _digits: int | None = None) -> int:
        """Be worth nothing."""
        return 0

    def __add__(self, _other: object) -> Self:
        """Stay what it is: points are added up and divided, edges of bins are averaged."""
        return self

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __add__
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __matmul__ = __rmatmul__ = __add__
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = __add__

    def __pow__(self, _other: object, _modulo: object = None) -> Self:
        """Stay what it is."""
        return self

    __rpow__ = __add__

    def __divmod__(self, _other: object) -> tuple[Self, Self]:
        """Stay what it is, twice."""
        return self, self

    __rdivmod__ = __divmod__

    def __neg__(self) -> Self:
        """Stay what it is."""
        return self

    __pos__ = __abs__ = __invert__ = __neg__

    def __mro_entries__(self, _bases: object) -> tuple[type, ...]:
        """Be no base of a learner's class."""
        return ()

    def __instancecheck__(self, _instance: object) -> bool:
        """Have no instances."""
        return False

    def __array__(self, *_args: object, **_options: object) -> np.ndarray[Any, Any]:
        """Be an array of nothing."""
        return np.zeros(self._count)

    def __array_ufunc__(self, *_args: object, **_options: object) -> Self:
        """Stay what it is where numpy computes with it."""
        return self

    __array_function__ = __array_ufunc__

    def __fspath__(self) -> str:
        """Be a path to nowhere."""
        return ""

    def __repr__(self) -> str:
        """Say nothing."""
        return ""

    def __format__(self, _style: str) -> str:
        """Say nothing, in any style."""
        return ""


class Silent(Inert):
    """Stands for whatever the course's package has, gives or is told, in whatever way it is used.

    As `assert done.score == 8` holds, and `while done.score < 8` ends; it has no entries to loop over.
    """

    def __call__(self, *args: Any, **options: object) -> Any:  # noqa: ANN401 -- as above
        """Give another one."""
        return args[0] if len(args) == 1 and not options and isinstance(args[0], FunctionType) else self

    def __getattr__(self, name: str) -> Silent:
        """Give another one."""
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _index: object) -> Silent:
        """Give another one."""
        return self

    def __iter__(self) -> Iterator[Inert]:
        """Give no entry, except to be unpacked."""
        wanted = unpacked(sys._getframe(1))  # noqa: SLF001 -- as above
        return iter([self] * (wanted or 0))

    def __len__(self) -> int:
        """Count nothing."""
        return 0


def unpacked(frame: FrameType) -> int | None:
    """Say into how many names this frame is about to unpack something; None where it does something else."""
    code, at = frame.f_code.co_code, frame.f_lasti
    if at < 0 or code[at] not in (UNPACK, UNPACK_STAR):
        return None
    count, shift, back = code[at + 1], 8, at - 2
    while back >= 0 and code[back] == EXTENDED:
        count |= code[back + 1] << shift
        shift, back = shift + 8, back - 2
    return count if code[at] == UNPACK else (count & 0xFF) + (count >> 8)  # names before and behind the starred one


def entries(given: Any) -> int:  # noqa: ANN401 -- any argument
    """Count the entries of a list, a tuple, a range or an array; anything else is one."""
    if isinstance(given, list | tuple | range | Inert):
        return min(len(given), MOST)
    return min(len(given), MOST) if isinstance(given, np.ndarray) and given.ndim else 1


def grid(
    rows: Any = 1,  # noqa: ANN401 -- whatever a learner hands in
    columns: Any = 1,  # noqa: ANN401 -- as above
    *_rest: object,
    squeeze: bool = True,
    **options: Any,  # noqa: ANN401 -- as above
) -> Any:  # noqa: ANN401 -- one pair of axes, or an array of them
    """Give axes in rows and columns, in an array as matplotlib does: `ax[0, 1]`, `ax.flat`, `for row in axes`."""
    shape = options.get("nrows", rows), options.get("ncols", columns)
    if not all(type(one) is int and one > 0 for one in shape) or shape[0] * shape[1] > MOST:
        return Inert("axes")
    axes = np.empty(shape, dtype=object)
    for at in np.ndindex(shape):
        axes[at] = Inert("axes")
    if not squeeze:
        return axes
    return axes.item() if axes.size == 1 else axes.squeeze()
