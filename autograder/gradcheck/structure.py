"""What wrong gradients have in common with right ones: factors, signs, transposes, rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.inputs import fresh, signed
from autograder.gradcheck.result import Backward, Finding, Pattern, Place, Remark
from autograder.gradcheck.ridders import SINGLE, Array
from autograder.gradcheck.weighing import Weighing

CLOSE = 1e-5  # two ratios that mean the same factor
CLEAR = 100.0  # an entry's ratio counts where the entry is this many times its error
MATRIX = 2
TWO = 2


def place_of(wrong: Collection[int], shape: tuple[int, ...], examined: int, *, complete: bool) -> Place:
    """Say where the wrong entries (flat indices) stand in an array of this shape, as far as entries were examined."""
    if len(wrong) == examined:
        return "everywhere"
    if not complete:
        return "scattered"
    if len(wrong) == 1:
        return "one entry"
    if len(shape) == MATRIX:
        rows, columns = np.unravel_index(sorted(wrong), shape)
        if len(set(rows.tolist())) == 1:
            return "one row"
        if len(set(columns.tolist())) == 1:
            return "one column"
    return "scattered"


def pattern_of(
    known: Mapping[int, Weighing], gradient: Array, others: Sequence[Array | None], sizes: Collection[int], place: int
) -> Pattern | None:
    """Name what the wrong entries of one gradient have in common; None if nothing fits or nothing is certain.

    `known` holds the entries weighed by themselves, `gradient` is the whole gradient, `others` are those of all
    arguments, `sizes` the lengths of all axes, and `place` is the argument's own number.
    """
    wrong = {index: weighing for index, weighing in known.items() if weighing.outcome == "wrong"}
    if all(weighing.got == 0 for weighing in wrong.values()):
        return Pattern("zero")
    clear = [one for one in known.values() if abs(one.expected) > CLEAR * one.error]
    ratios = np.array([one.got / one.expected for one in clear])
    bad = np.array([one.outcome == "wrong" for one in clear], dtype=bool)
    if bad.any() and bad.sum() == len(wrong):
        factor = float(np.median(ratios[bad]))
        same = np.abs(ratios - factor) <= CLOSE * abs(factor)
        if np.all(same) and len(clear) > 1 and factor != -1 and not _near(factor, -1.0):
            return Pattern("factor", factor, dimension=_dimension(factor, sizes))
        if np.all(same[bad]) and _near(factor, -1.0):
            return Pattern("sign", -1.0)
    if gradient.ndim == MATRIX and gradient.shape[0] == gradient.shape[1] and _fits(known, gradient.T):
        return Pattern("transposed")
    for number, other in enumerate(others):
        if number != place and other is not None and other.shape == gradient.shape and _fits(known, other):
            return Pattern("swapped", argument=number)
    return None


def _fits(known: Mapping[int, Weighing], array: Array) -> bool:
    flat = array.reshape(-1)
    return all(abs(flat[index] - one.expected) <= one.error + CLOSE * abs(one.expected) for index, one in known.items())


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * abs(other)


def _dimension(factor: float, sizes: Collection[int]) -> int | None:
    # 2 and ½ are mostly the derivative of a square, and an axis of length 2 tells nothing
    fits = {size for size in sizes if size > TWO and (_near(factor, size) or _near(factor, 1 / size))}
    return fits.pop() if len(fits) == 1 else None


SAME = 1e-10  # two calls may differ by the order of a threaded sum, not by more
LINEAR = 2e-5  # float32 inside a backward function bends its linearity by far less, no mistake does
HALF_BITS = 16


@dataclass(slots=True, eq=False)
class Gradients:
    """The gradients that backward returned for each upstream gradient, as float64 copies, and what was odd.

    `results` is one list per call, which holds one array per argument, None where no numbers can be compared.
    """

    upstreams: list[Array]
    results: list[list[Array | None]]
    findings: list[Finding] = field(default_factory=list)
    remarks: set[Remark] = field(default_factory=set)
    single: set[int] = field(default_factory=set)  # arguments whose gradient came as float32
    ignored: set[int] = field(default_factory=set)  # arguments whose gradient ignores the upstream gradient


class Caller:
    """Calls backward on fresh copies and looks at all that is not the numbers themselves."""

    def __init__(
        self, backward: Backward, arguments: Sequence[NDArray[Any]], dtype: np.dtype[Any], *, rows: bool
    ) -> None:
        """Take `dtype` for upstream gradients; `rows` lets (1, k) stand for (k,)."""
        self.backward, self.arguments, self.dtype, self.rows = backward, arguments, dtype, rows
        self.findings: list[Finding] = []
        self.remarks: set[Remark] = set()
        self.single: set[int] = set()
        self.calls = 0

    def __call__(self, upstream: Array) -> tuple[list[Array | None], list[Any]]:
        """Return the gradients as float64 copies, None for what is no gradient, and what was really returned."""
        given = np.asarray(upstream, dtype=self.dtype)
        held = [fresh(given), *(fresh(x) for x in self.arguments)]
        self.calls += 1
        returned = self.backward(*held)
        for place, (now, before) in enumerate(zip(held, (given, *self.arguments), strict=True)):
            if not _same_bits(now, before):
                self.find(Finding("argument changed", argument=place - 1 if place else None))
        parts = self.parts(returned)
        return [self.number(place, part) for place, part in enumerate(parts)], parts

    def find(self, finding: Finding) -> None:
        """Note a finding, unless there is one of its kind about the same argument."""
        if not any((one.kind, one.argument) == (finding.kind, finding.argument) for one in self.findings):
            self.findings.append(finding)

    def parts(self, returned: object) -> list[Any]:
        """Part what was returned into one gradient per argument."""
        wanted = len(self.arguments)
        if wanted == 1:
            alone = isinstance(returned, tuple) and len(returned) == 1 and self.arguments[0].shape != (1,)
            return [returned[0] if alone and isinstance(returned, tuple) else returned]
        if not isinstance(returned, tuple | list) or len(returned) != wanted:
            count = len(returned) if isinstance(returned, tuple | list) else 1
            got = f"{count} values" if isinstance(returned, tuple | list) else type(returned).__name__
            self.find(Finding("type", got=got, expected=f"{wanted} values"))
            return [None] * wanted
        return list(returned)

    def number(self, place: int, part: object) -> Array | None:
        """Judge one gradient's type, dtype, shape and finiteness; return its numbers if they can be compared."""
        shape = self.arguments[place].shape
        if part is None or isinstance(part, str | bytes | dict | set):
            known = any(finding.kind == "type" and finding.argument is None for finding in self.findings)
            if not known:
                self.find(Finding("type", place, got=type(part).__name__, expected="array"))
            return None
        try:
            array = np.asarray(part)
        except ValueError:  # a ragged list
            self.find(Finding("type", place, got=type(part).__name__, expected="array"))
            return None
        if array.dtype.kind not in "fiu" or (array.dtype.kind == "f" and array.dtype.itemsize * 8 <= HALF_BITS):
            self.find(Finding("dtype", place, got=str(array.dtype), expected=str(self.arguments[place].dtype)))
            return None
        if isinstance(part, np.matrix):
            self.remarks.add(Remark("np.matrix", place))
        elif not isinstance(part, np.ndarray | np.generic) and shape:
            self.remarks.add(Remark("not an array", place))
        if array.shape != shape:
            if not (self.rows and len(shape) == 1 and array.shape == (1, *shape)):
                pattern = Pattern("transposed") if len(shape) == 2 and array.shape == shape[::-1] else None  # noqa: PLR2004 -- a matrix
                self.find(Finding("shape", place, got=array.shape, expected=shape, pattern=pattern))
                return None
            self.remarks.add(Remark("row shape", place))
        if array.dtype == np.float32:
            self.single.add(place)
        numbers: Array = np.array(array, dtype=np.float64).reshape(shape)
        bad = ~np.isfinite(numbers)
        if bad.any():
            index = tuple(int(i) for i in np.argwhere(bad)[0])
            wrong, size = int(bad.sum()), numbers.size
            self.find(Finding("not finite", place, index, float(numbers[index]), wrong=wrong, examined=size, size=size))
            return None
        return numbers


def inspect(caller: Caller, shape: tuple[int, ...], floors: Sequence[float], rng: np.random.Generator) -> Gradients:
    """Call backward with g, g again, q and 2g + q; see that it keeps no state, hands out no array twice, and is linear.

    `shape` is the output's; `floors` says per argument what rounding may cost a gradient, because what cancels to
    zero leaves rounding behind, which is linear in nothing.
    """
    g, q = signed(shape, rng), signed(shape, rng)
    g, q = (np.asarray(drawn, dtype=caller.dtype).astype(np.float64) for drawn in (g, q))
    first, kept = caller(g)
    snapshots = [np.array(part, copy=True) if isinstance(part, np.ndarray) else None for part in kept]
    again, _ = caller(g)
    other, _ = caller(q)
    both, _ = caller(2 * g + q)
    found = Gradients([g, q, 2 * g + q], [first, other, both])
    for place, (part, snapshot) in enumerate(zip(kept, snapshots, strict=True)):
        if snapshot is not None and not _same_bits(part, snapshot):
            caller.find(Finding("earlier result changed", place))
    stateful = False
    for place, (once, twice) in enumerate(zip(first, again, strict=True)):
        if once is None or twice is None:
            continue
        scale = np.abs(once) + np.abs(twice)
        same = SAME if place not in caller.single else 16 * SINGLE
        if np.any(np.abs(once - twice) > same * scale + same * 1e-2 * scale.max(initial=0.0)):
            stateful = True
            doubled = np.all(np.abs(twice - 2 * once) <= same * scale)
            caller.find(Finding("not repeatable", place, pattern=Pattern("accumulates", 2.0) if doubled else None))
    if stateful:  # the later results say nothing by themselves
        found.upstreams, found.results = [g], [first]
    else:
        _linearity(caller, found, floors)
    found.findings, found.remarks, found.single = caller.findings, caller.remarks, caller.single
    return found


def _linearity(caller: Caller, found: Gradients, floors: Sequence[float]) -> None:
    for place, (one, other, both) in enumerate(zip(*found.results, strict=True)):
        if one is None or other is None or both is None:
            continue
        scale = 2 * np.abs(one) + np.abs(other) + np.abs(both)
        floor = floors[place] * (SINGLE / np.finfo(np.float64).eps if place in found.single else 1.0)
        allowed = LINEAR * scale + LINEAR / 10 * scale.max(initial=0.0) + floor
        off = np.abs(both - 2 * one - other)
        if np.any(off > allowed):
            same = np.any(one) and np.allclose(one, other, rtol=SAME, atol=0) and np.allclose(one, both, rtol=SAME)
            index = tuple(int(i) for i in np.unravel_index(int(np.argmax(off / allowed)), off.shape))
            caller.find(
                Finding(
                    "not linear",
                    place,
                    index,
                    float(both[index]),
                    float(2 * one[index] + other[index]),
                    float(allowed[index]),
                    pattern=Pattern("upstream ignored") if same else None,
                )
            )
            if same:
                found.ignored.add(place)


def _same_bits(one: NDArray[Any], other: NDArray[Any]) -> bool:
    return one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes()
