"""One call of a learner's function in the process at hand: what it returned, warned of and changed.

Used by the learner's process and by `InProcess`; nothing here knows what is expected.
"""

from __future__ import annotations

import linecache
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType, MappingProxyType, ModuleType, TracebackType
from typing import Any

import numpy as np

from autograder.sandbox.protocol.calls import Matrix, Missing, Opaque, Raised, Returned, Unmasked, Value
from autograder.sandbox.protocol.frames import (
    BITS,
    CHARACTERS,
    DEPTH,
    DIMENSIONS,
    ENTRIES,
    PLAIN_KINDS,
    TYPE_NAME,
    WARNING_CHARACTERS,
    WARNINGS,
    WireError,
)

ROUNDING = 16 * float(np.finfo(np.float64).eps)
KEPT_RESULTS = 8  # earlier results that are watched
KEPT_BYTES = 32 << 20  # of an earlier result; a larger one is not watched
LINE_CHARACTERS = 160
FRAMES = 100_000  # of a traceback; recursion can make it long

# What numbers of a learner's own class hold is read by these methods of the base class; its own ones are never called.
FLOAT, INT, COMPLEX = float.__float__, int.__int__, complex.__complex__
VIEW = np.ndarray.view
SCALARS = frozenset(np.sctypeDict.values())
REAL_SCALARS = tuple((base, base.__float__) for base in SCALARS if issubclass(base, np.floating))
OTHER_SCALARS = tuple((base, base.__int__) for base in SCALARS if issubclass(base, np.integer)) + tuple(
    (base, base.__complex__) for base in SCALARS if issubclass(base, np.complexfloating)
)

Arrays = list[np.ndarray[Any, Any]]


class Caller:
    """Calls functions of one namespace, one after the other, and remembers what they returned."""

    def __init__(
        self,
        namespace: Mapping[str, object],
        sources: Sources | None = None,
        message: int = 500,
        driver: Mapping[str, Callable[..., object]] = MappingProxyType({}),
    ) -> None:
        """Call what `namespace` holds at the time of each call; keep `message` characters of an exception.

        `driver` is what the exercise's driver defines, whose functions can be called with the namespace.
        """
        self._namespace = namespace
        self._driver = driver
        self._sources = sources or Sources()
        self._message = message
        self._earlier: deque[list[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]] = deque(maxlen=KEPT_RESULTS)

    def call(
        self, name: str, args: Sequence[object], passed_on: tuple[type[BaseException], ...] = (), by: str = ""
    ) -> Returned | Raised | Missing:
        """Call a function, or the driver's `by` about it; `args` are its own to change.

        Exceptions of the types in `passed_on` are raised on, all others are returned as `Raised`. WireError says that
        the result is not taken.
        """
        function = self._namespace.get(name)
        if not callable(function):
            return Missing(name)
        called = partial(self._driver[by], self._namespace) if by else function
        before = [_snapshot(arg) for arg in args]
        with recorded_warnings() as seen:
            try:
                result = called(*args)
            except passed_on:
                raise
            except BaseException as problem:  # noqa: BLE001 -- SystemExit and its likes are outcomes too
                own = (self._namespace, getattr(function, "__globals__", None))
                return raised(problem, own, self._sources, self._message)
        changed = tuple(position for position, arg in enumerate(args) if _differs(before[position], arg))
        earlier_changed = self._earlier_changed()
        value = plain(result)
        self._remember(result)
        return Returned(value, changed, earlier_changed, (), tuple(seen))

    def _earlier_changed(self) -> bool:
        """Compare earlier results with their copies; one that changed is reported once, and then forgotten."""
        kept = [pairs for pairs in self._earlier if all(_same(array, copy) for array, copy in pairs)]
        found = len(kept) < len(self._earlier)
        self._earlier = deque(kept, maxlen=KEPT_RESULTS)
        return found

    def _remember(self, result: object) -> None:
        arrays = _arrays(result)
        if arrays and sum(array.nbytes for array in arrays) <= KEPT_BYTES:
            self._earlier.append([(array, array.copy()) for array in arrays])


def driven_by(source: str) -> Mapping[str, Callable[..., object]]:
    """Run a driver's source in a namespace of its own, and give what it defines."""
    names: dict[str, Any] = {"__name__": "driver"}
    exec(compile(source, "<driver>", "exec", dont_inherit=True), names)  # noqa: S102 -- it comes with the exercise
    return names


class Sources:
    """Which file names stand for which cells, to name lines as the learner knows them."""

    def __init__(self, labels: Mapping[str, str] | None = None) -> None:
        """`labels` has what is to be said of each file: "" for the only one, else "cell 3"."""
        self._labels = dict(labels or {})

    def line(self, filename: str, number: int, text: str | None = None) -> str:
        """Write "line 12: return a @ b", after the cell if there are several."""
        source = (linecache.getline(filename, number) if text is None else text).strip()[:LINE_CHARACTERS]
        label = self._labels.get(filename, "")
        place = f"{label}, line {number}" if label else f"line {number}"
        return f"{place}: {source}" if source else place


def raised(problem: BaseException, own: Sequence[object], sources: Sources, length: int) -> Raised:
    """Describe an exception; `own` holds the namespaces whose frames are the learner's own."""
    kind = type(problem).__name__[:TYPE_NAME]
    where = ""
    for frame, number in _frames(problem.__traceback__):
        if any(frame.f_globals is namespace for namespace in own):
            where = sources.line(frame.f_code.co_filename, number)
    return Raised(kind, said_by(problem, length), where)


def said_by(problem: BaseException, length: int) -> str:
    """Give the message of an exception, whatever its own `__str__` does."""
    try:
        text = str(problem)
        return str.__getitem__(text, slice(length))
    except BaseException:  # noqa: BLE001 -- a hostile __str__ may raise anything
        return ""


def _frames(traceback: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    for _ in range(FRAMES):
        if traceback is None:
            return
        yield traceback.tb_frame, traceback.tb_lineno
        traceback = traceback.tb_next


@contextmanager
def recorded_warnings() -> Iterator[list[str]]:
    """Collect the warnings raised inside, each once, whatever filters the code has set before."""
    seen: list[str] = []

    def show(message: Warning | str, category: type[Warning], *_place: object, **_options: object) -> None:
        try:
            text = f"{category.__name__}: {message}"[:WARNING_CHARACTERS]
        except Exception:  # noqa: BLE001 -- a warning's own __str__ may raise
            return
        if text not in seen and len(seen) < WARNINGS:
            seen.append(text)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = show
        yield seen


def plain(value: object) -> Value:
    """Make a value of a plain type, with arrays copied; WireError for one that has no end or is too large."""
    return _Plain().value(value, 0)


class _Plain:
    """Counts, so that a list that contains itself many times over ends."""

    def __init__(self) -> None:
        self._entries = 0

    def value(self, value: Any, depth: int) -> Value:  # noqa: ANN401 -- anything a learner returns
        self._entries += 1
        if depth > DEPTH:
            raise WireError("deep")
        if self._entries > ENTRIES:
            raise WireError("large")
        kind = type(value)
        if kind is not float and kind is not int and not issubclass(kind, np.generic):
            value = _of_base(value, kind)
            kind = type(value)
        if value is None or kind in (bool, float, complex):
            return value  # type: ignore[no-any-return]  # mypy does not narrow by exact type
        if kind is int:
            if value.bit_length() > BITS:
                raise WireError("digits")
            return int(value)
        if kind is str:
            if len(value) > CHARACTERS:
                raise WireError("large")
            return str(value)
        if kind is list and len(value) > 1 and set(map(type, value)) == {np.float64}:
            return self._floats(value)
        if kind is list:
            return [self.value(item, depth + 1) for item in value]
        if kind is tuple or (issubclass(kind, tuple) and type(getattr(kind, "_fields", None)) is tuple):  # a named one
            return tuple([self.value(item, depth + 1) for item in tuple.__iter__(value)])
        return _array_or_opaque(value)

    def _floats(self, values: list[np.float64]) -> Value:
        """Copy a list of numpy's floats, such as the cost of every epoch, all at once: each is an array of no dimension."""
        self._entries += len(values)
        if self._entries > ENTRIES:
            raise WireError("large")
        copy = np.array(values)
        return [copy[at, ...] for at in range(len(values))]


def _of_base(value: Any, kind: type) -> Any:  # noqa: ANN401 -- as above
    """Give the number that an instance of a class derived from float, int or complex is; anything else as it is."""
    if kind is bool:
        return value
    for base, read in ((float, FLOAT), (int, INT), (complex, COMPLEX)):
        if issubclass(kind, base):
            return read(value)
    return value


def _array_or_opaque(value: Any) -> Value:  # noqa: ANN401 -- as above
    kind = type(value)
    masked = _masked_arrays()
    if kind is masked and _nothing_masked(value):
        data = _array_or_opaque(np.ndarray.view(value, np.ndarray))
        return Unmasked(data) if isinstance(data, np.ndarray) else Opaque(kind.__name__)
    if issubclass(kind, np.generic | np.ndarray) and not issubclass(kind, masked):
        array = VIEW(value, np.ndarray) if issubclass(kind, np.ndarray) else _of_scalar(value, kind)
        if array.dtype.kind not in PLAIN_KINDS:
            return Opaque(f"{kind.__name__} of dtype {array.dtype.name}"[:TYPE_NAME])
        if array.ndim > DIMENSIONS:
            raise WireError("deep")
        widest = {"f": np.dtype(np.float64), "c": np.dtype(np.complex128)}.get(array.dtype.kind)
        dtype = widest if widest is not None and array.itemsize > widest.itemsize else array.dtype.newbyteorder("=")
        copy = np.array(array, dtype, order="C")
        return Matrix(copy) if issubclass(kind, np.matrix) else copy
    number = _symbolic_number(value)
    return Opaque(kind.__name__[:TYPE_NAME]) if number is None else number


def _of_scalar(value: Any, kind: type) -> np.ndarray[Any, Any]:  # noqa: ANN401 -- as above
    """Make an array of a scalar of numpy's; for classes derived from them, numpy itself would look at the wrong base."""
    if kind not in SCALARS:
        for base, read in (*REAL_SCALARS, *OTHER_SCALARS):
            if issubclass(kind, base):
                return np.array(read(value), base)
        return np.array(None)
    return np.asarray(value)


def _masked_arrays() -> type:
    """Give the class of masked arrays, where anything has loaded it: numpy itself does so when it is first asked for.

    Nothing of a learner's is run here, whatever they have put in its place.
    """
    module = sys.modules.get("numpy.ma.core")
    found = vars(module).get("MaskedArray") if type(module) is ModuleType else None
    return found if type(found) is type else _NoMaskedArray


class _NoMaskedArray:
    """Stands for the class while there is none, and nothing is an instance of it."""


def _nothing_masked(value: Any) -> bool:  # noqa: ANN401 -- as above
    """Look at the mask itself, without asking any method that a learner may have replaced."""
    held = vars(value)
    mask = held.get("_mask") if type(held) is dict else None
    if type(mask) is np.bool_:
        return not mask
    return type(mask) is np.ndarray and mask.dtype.kind == "b" and not mask.any()


def _symbolic_number(value: Any) -> float | complex | None:  # noqa: ANN401 -- as above
    """Evaluate a number of SymPy; nothing else of SymPy is taken."""
    sympy: Any = sys.modules.get("sympy")
    try:
        if sympy is None or not issubclass(type(value), sympy.Expr) or not value.is_number:
            return None
        number = complex(value)
    except Exception:  # noqa: BLE001 -- a class that looks like one of SymPy may raise anything
        return None
    return number if number.imag else number.real


def _arrays(value: object, depth: int = 0) -> Arrays:
    """Find the arrays in a value and in its lists and tuples; `plain` has been through, so they end."""
    # by exact type: isinstance() would run code of the learner's
    if type(value) is np.ndarray and value.dtype.kind in PLAIN_KINDS:
        return [value]
    if (type(value) is list or type(value) is tuple) and depth <= DEPTH:
        return [array for item in value for array in _arrays(item, depth + 1)]
    return []


def _same(array: np.ndarray[Any, Any], copy: np.ndarray[Any, Any]) -> bool:
    return array.shape == copy.shape and array.dtype == copy.dtype and array.tobytes() == copy.tobytes()


def _as_before(array: np.ndarray[Any, Any], copy: np.ndarray[Any, Any]) -> bool:
    """Whether an argument is as it was, up to the rounding of an entry that was moved by ε and moved back."""
    if _same(array, copy):
        return True
    if array.shape != copy.shape or array.dtype != copy.dtype or array.dtype.kind != "f":
        return False
    with np.errstate(all="ignore"):
        return bool(np.all(np.abs(array - copy) <= ROUNDING * np.maximum(1.0, np.abs(copy))))


def _snapshot(arg: object) -> object:
    """Copy what can be changed in place: an array, a list, and those inside lists and tuples."""
    if type(arg) is np.ndarray:
        return arg.copy()
    if type(arg) is list or type(arg) is tuple:
        return type(arg)(_snapshot(item) for item in arg)
    return arg


def _differs(before: object, now: object) -> bool:
    """Compare an argument with its snapshot; `before` is the grader's own, so this goes no deeper than that."""
    if type(before) is not type(now):
        return True
    if isinstance(before, np.ndarray) and isinstance(now, np.ndarray):
        return not _as_before(now, before)
    if isinstance(before, list | tuple) and isinstance(now, list | tuple):
        return len(before) != len(now) or any(_differs(one, other) for one, other in zip(before, now, strict=True))
    if isinstance(before, bool | int | float | complex | str):
        return bool(before != now and before == before)  # noqa: PLR0124 -- NaN is as it was
    return before is not now


def stand_in(name: str, ask: Callable[[tuple[Value, ...]], Value]) -> Callable[..., Value]:
    """Make the function that a learner gets in place of a callback; `ask` gives its answer or raises."""

    def function(*args: object) -> Value:
        try:
            values = tuple([plain(arg) for arg in args])
        except WireError as error:
            raise ValueError(f"{name}() takes plain numbers and arrays ({error.fault})") from None
        return ask(values)

    function.__name__ = function.__qualname__ = name
    return function
