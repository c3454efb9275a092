"""How values cross between grader and learner: length-prefixed frames of JSON and raw arrays.

A frame is two unsigned 32-bit lengths, a JSON header `[fields, [node, …]]`, and the bytes of the arrays in the
order in which the nodes name them. A node is None, a bool, a number or a string as JSON has it, or a list whose
first entry is a tag. Both sides use this module; whatever it reads, it gives plain values or raises `WireError`.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal, TypeAlias

import numpy as np

from autograder.frozen import frozen
from autograder.sandbox.protocol.calls import Matrix, Opaque, Unmasked, Value

Fault: TypeAlias = Literal["deep", "large", "digits", "malformed", "turn"]
Fields: TypeAlias = dict[str, Any]

PREFIX = struct.Struct("!II")  # bytes of the header, bytes of the arrays
DEPTH = 32  # lists in lists
ENTRIES = 300_000  # values in one frame
ARRAYS = 2_000  # of them, each of which takes as long as fifty numbers
CHARACTERS = 200_000  # of one string
BITS = 4_096  # of one int
DIMENSIONS = 16
LARGE = 1 << 20  # bytes of an array, from which on it is worth not to be copied
MANY_SCALARS = 8  # from which on a list of numpy's numbers crosses as one array
UNDONE = 70  # exit status of a learner's process in which this module no longer works: EX_SOFTWARE of sysexits(3)
TYPE_NAME = 80  # characters kept of a type's name
NAMES = 2_000  # names of a module that are told
NAME = 100  # characters of one
WARNINGS = 10  # of a call
WARNING_CHARACTERS = 300
MISSES = 50  # imports that failed, of a session, that are told
DTYPE_OF, DIMENSIONS_OF = attrgetter("dtype"), attrgetter("ndim")
DTYPE = re.compile(r"\|b1|\|[iu]1|<[iu][248]|<f[248]|<c(?:8|16)")  # booleans, integers, floats, complex numbers
PLAIN_KINDS = "biufc"


class WireError(Exception):
    """A value that is not sent, or bytes that are no frame; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Remember the fault."""
        super().__init__(fault)
        self.fault = fault


@frozen
class Live:
    """Something that becomes alive at the learner's side: a callback's stand-in, a random generator."""

    kind: Literal["callback", "seeded"]
    key: int  # which callback of the call; the seed of the generator
    name: str = ""


Enliven: TypeAlias = Callable[[Live], object]


@frozen
class Caps:
    """The sizes, in bytes, beyond which a frame is neither sent nor read."""

    frame: int
    header: int


def pack(fields: Mapping[str, Any], values: Iterable[Any], caps: Caps) -> bytes:
    """Make a frame of `fields`, which are plain JSON, and values; raises WireError for what does not cross."""
    writer = _Writer(caps)
    nodes = [writer.node(value, 0) for value in values]
    try:
        header = _ENCODER.encode([fields, nodes]).encode("ascii")
    except (ValueError, RecursionError, TypeError):
        raise WireError("malformed") from None
    if len(header) > caps.header or len(header) + writer.size > caps.frame:
        raise WireError("large")
    return b"".join((PREFIX.pack(len(header), writer.size), header, *writer.arrays))


def receive(
    read: Callable[[int], bytes | bytearray], caps: Caps, enliven: Enliven | None = None
) -> tuple[Fields, list[Value]]:
    """Read one frame by means of `read`, which gives exactly as many bytes as it is asked for."""
    lengths = PREFIX.unpack(read(PREFIX.size))
    if lengths[0] > caps.header or sum(lengths) > caps.frame:
        raise WireError("large")
    return unpack(read(lengths[0]), read(lengths[1]), enliven)


def unpack(
    header: bytes | bytearray, body: bytes | bytearray, enliven: Enliven | None = None
) -> tuple[Fields, list[Value]]:
    """Decode a frame, of which every byte may be hostile; only `enliven` gives sense to `Live` nodes."""
    try:
        parsed = _DECODER.decode(header.decode("ascii"))
    except (ValueError, RecursionError):
        raise WireError("malformed") from None
    match parsed:
        case [dict() as fields, list() as nodes]:
            reader = _Reader(body, enliven)
            values = [reader.value(node, 0) for node in nodes]
            reader.finish()
            return fields, values
    raise WireError("malformed")


def _no_constant(_name: str) -> float:
    raise ValueError("NaN and Infinity are no JSON")


# Made once: json.dumps and json.loads make new ones at every call that is not by default.
_ENCODER = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_DECODER = json.JSONDecoder(parse_constant=_no_constant)


class _Writer:
    """Turns values into nodes, and collects the bytes of arrays."""

    def __init__(self, caps: Caps) -> None:
        self.arrays: list[bytes] = []
        self.size = 0
        self._caps = caps
        self._entries = 0

    def node(self, value: Any, depth: int) -> Any:  # noqa: ANN401 -- any value in, JSON out
        self._entries += 1
        if depth > DEPTH:
            raise WireError("deep")
        if self._entries > ENTRIES:
            raise WireError("large")
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is int:
            if value.bit_length() > BITS:
                raise WireError("digits")
            return value
        if kind is float:
            return _float_node(value)
        if kind is complex:
            return ["c", _float_node(value.real), _float_node(value.imag)]
        if kind is str:
            if len(value) > CHARACTERS:
                raise WireError("large")
            return value
        if kind is list and (dtype := dtype_of_scalars(value)) is not None:
            return self._scalars(value, dtype)
        if kind is list or kind is tuple:
            return ["l" if kind is list else "t", *[self.node(item, depth + 1) for item in value]]
        return self._other(value, depth)

    def _other(self, value: Any, depth: int) -> Any:  # noqa: ANN401 -- as above
        if isinstance(value, Opaque):
            return ["o", value.type_name[:TYPE_NAME]]
        if isinstance(value, Live):
            return [value.kind, value.key, value.name]
        if isinstance(value, Matrix):
            return ["m", self._array(value.array)]
        if isinstance(value, Unmasked):
            return ["u", self._array(value.array)]
        if type(value) is np.ndarray and value.dtype.kind in PLAIN_KINDS:
            return self._array(value)
        if isinstance(value, np.generic) and value.dtype.kind in PLAIN_KINDS:  # np.float64 is a float, but not exactly
            return self.node(value.item(), depth)
        raise WireError("malformed")

    def _scalars(self, values: list[np.ndarray[Any, Any]], dtype: np.dtype[Any]) -> list[Any]:
        self._entries += len(values)
        if self._entries > ENTRIES:
            raise WireError("large")
        name, *shape = self._array(np.array(values, dtype))[1:]
        return ["z", name, *shape]

    def _array(self, array: np.ndarray[Any, Any]) -> list[Any]:
        if array.ndim > DIMENSIONS:
            raise WireError("deep")
        self.size += array.nbytes
        if self.size > self._caps.frame or len(self.arrays) >= ARRAYS:
            raise WireError("large")
        dtype = crossing(array.dtype)
        self.arrays.append(np.asarray(array, dtype).tobytes())
        return ["a", dtype.str, *array.shape]


def dtype_of_scalars(values: list[Any]) -> np.dtype[Any] | None:
    """Give the dtype of a long list of numbers of numpy's own types, as arrays of no dimension; None if it is no such list.

    A history of every epoch is such a list: one array crosses in the place of a thousand.
    """
    if len(values) < MANY_SCALARS or set(map(type, values)) != {np.ndarray}:
        return None
    dtypes = set(map(DTYPE_OF, values))
    if len(dtypes) != 1 or any(map(DIMENSIONS_OF, values)):
        return None
    (dtype,) = dtypes
    return dtype if dtype.kind in PLAIN_KINDS else None


@lru_cache(maxsize=64)
def crossing(dtype: np.dtype[Any]) -> np.dtype[Any]:
    """Choose the dtype with which an array of a plain kind crosses: little-endian, at most double precision."""
    widest = {"f": np.dtype("<f8"), "c": np.dtype("<c16")}.get(dtype.kind)
    if widest is not None and dtype.itemsize > widest.itemsize:
        return widest
    return dtype.newbyteorder("<")


def _float_node(value: float) -> Any:  # noqa: ANN401 -- a JSON number, or what JSON has no number for
    return value if math.isfinite(value) else ["f", repr(value)]


_NON_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class _Reader:
    """Turns nodes back into values, taking the bytes of arrays in turn."""

    def __init__(self, body: bytes | bytearray, enliven: Enliven | None) -> None:
        self._body = body
        self._at = 0
        self._entries = 0
        self._arrays = 0
        self._enliven = enliven

    def finish(self) -> None:
        if self._at != len(self._body):
            raise WireError("malformed")

    def value(self, node: Any, depth: int) -> Any:  # noqa: ANN401, C901, PLR0912 -- one case for each kind of node
        self._entries += 1
        if self._entries > ENTRIES:
            raise WireError("large")
        if depth > DEPTH:
            raise WireError("deep")
        match node:
            case None | bool() | float():
                return node
            case int():
                if node.bit_length() > BITS:
                    raise WireError("digits")
                return node
            case str():
                if len(node) > CHARACTERS:
                    raise WireError("large")
                return node
            case ["l", *nodes]:
                return [self.value(item, depth + 1) for item in nodes]
            case ["t", *nodes]:
                return tuple([self.value(item, depth + 1) for item in nodes])
            case ["a", str() as dtype, *shape]:
                return self._array(dtype, shape)
            case ["z", str() as dtype, int() as length]:
                self._entries += length
                if self._entries > ENTRIES:
                    raise WireError("large")
                scalars = self._array(dtype, [length])
                return [scalars[at, ...] for at in range(length)]
            case ["m", ["a", str() as dtype, *shape]]:
                return Matrix(self._array(dtype, shape))
            case ["u", ["a", str() as dtype, *shape]]:
                return Unmasked(self._array(dtype, shape))
            case ["f", str() as name] if name in _NON_FINITE:
                return _NON_FINITE[name]
            case ["c", real, imaginary]:
                return complex(self._float(real), self._float(imaginary))
            case ["o", str() as name] if len(name) <= TYPE_NAME:
                return Opaque(name)
            case ["callback" | "seeded" as kind, int() as key, str() as name] if self._enliven is not None:
                return self._enliven(Live(kind, key, name))
        raise WireError("malformed")

    def _float(self, node: Any) -> float:  # noqa: ANN401 -- as above
        match node:
            case float():
                return node
            case ["f", str() as name] if name in _NON_FINITE:
                return _NON_FINITE[name]
        raise WireError("malformed")

    def _array(self, name: str, shape: list[Any]) -> np.ndarray[Any, Any]:
        self._arrays += 1
        if self._arrays > ARRAYS:
            raise WireError("large")
        dtype = _dtype(name)
        if dtype is None or len(shape) > DIMENSIONS:
            raise WireError("malformed")
        extent = dtype.itemsize  # with empty axes counted as 1, so that no shape overflows numpy's own products
        for length in shape:
            if type(length) is not int or length < 0:
                raise WireError("malformed")
            extent *= max(length, 1)
            if extent > 1 << 40:
                raise WireError("large")
        size = 0 if 0 in shape else extent
        if size > len(self._body) - self._at:
            raise WireError("malformed")
        chunk = memoryview(self._body)[self._at : self._at + size]
        self._at += size
        if dtype.kind == "b":  # a boolean whose byte is neither 0 nor 1 is no boolean
            return np.asarray(np.frombuffer(chunk, np.uint8) != 0).reshape(shape)
        array: np.ndarray[Any, Any] = np.frombuffer(chunk, dtype).reshape(shape)
        # What is large stays where it was read, if nobody else writes there and numbers begin where they should.
        return array if size > LARGE and not chunk.readonly and array.flags.aligned else array.copy()


@lru_cache(maxsize=64)
def _dtype(name: str) -> np.dtype[Any] | None:
    return None if DTYPE.fullmatch(name) is None else np.dtype(name)
