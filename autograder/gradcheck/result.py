"""What a gradient check says: plain values, with no sentence in any language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.gradcheck.ridders import Array

Forward: TypeAlias = Callable[..., Any]
Backward: TypeAlias = Callable[..., Any]

Status: TypeAlias = Literal["passed", "failed", "undecided"]
Kind: TypeAlias = Literal[
    "type",  # not one real array per argument
    "shape",  # not the argument's shape
    "dtype",  # half precision, or numbers of a kind that holds no gradient
    "not finite",  # NaN or infinity where the derivative is finite
    "argument changed",  # the upstream gradient or an argument is another after the call
    "earlier result changed",  # a later call changed the array an earlier one returned
    "not repeatable",  # the same call gives something else: state or chance
    "not linear",  # backward(2g + q) ≠ 2 backward(g) + backward(q)
    "value",  # an entry outside expected ± error
]
PatternName: TypeAlias = Literal[
    "factor",  # got = factor · expected everywhere
    "sign",  # got = −expected in every wrong entry
    "transposed",  # got = expectedᵀ
    "zero",  # got is 0 in every wrong entry
    "upstream ignored",  # the gradient is the same whatever the upstream gradient
    "accumulates",  # the second call gives twice the first
    "swapped",  # got is the gradient of another argument
]
Place: TypeAlias = Literal["everywhere", "one entry", "one row", "one column", "scattered"]
RemarkName: TypeAlias = Literal[
    "float32 precision",  # right as far as float32 goes
    "finite-difference accuracy",  # right as far as a plain finite difference goes
    "row shape",  # (1, k) for an argument of shape (k,)
    "not an array",  # a list or a number for an array
    "np.matrix",
    "forward is noisy",  # the forward function is less precise than float64, and so is the check
    "too small to show",  # a claimed derivative below what rounding the output hides
    "kink",  # not differentiable there: anything between the one-sided slopes held
]
Reason: TypeAlias = Literal[
    "forward is not finite",  # at the arguments themselves
    "too inaccurate",  # the numeric derivative is too uncertain to tell right from wrong
    "too many kinks",  # the limit of forward calls came first
    "not finite nearby",  # no step at all had a finite forward value
]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the wrong numbers have in common. `dimension` is n where the factor is n or 1/n and n an axis' length."""

    name: PatternName
    factor: float | None = None
    dimension: int | None = None
    argument: int | None = None  # "swapped": whose gradient this is


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong. `argument` counts from 0, and is None for the upstream gradient or for the result as a whole.

    `got` and `expected` are numbers for kind "value" (the worst entry, at `index`), shapes for "shape", and names of
    types for "type" and "dtype". `error` is how far from `expected` would have held. `wrong` of the `examined` entries
    are wrong, of `size` in all; fewer are examined only in large arrays.
    """

    kind: Kind
    argument: int | None = None
    index: tuple[int, ...] | None = None
    got: float | str | tuple[int, ...] | None = None
    expected: float | str | tuple[int, ...] | None = None
    error: float | None = None
    wrong: int | None = None
    examined: int | None = None
    size: int | None = None
    place: Place | None = None
    pattern: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that holds, but is worth saying."""

    name: RemarkName
    argument: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that could not be decided, in how many entries, and where first."""

    reason: Reason
    argument: int | None = None
    index: tuple[int, ...] | None = None
    entries: int = 0


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """The result of a gradient check. "passed" is said only when nothing is wrong and nothing undecided."""

    findings: tuple[Finding, ...]
    doubts: tuple[Doubt, ...]
    remarks: tuple[Remark, ...]
    seed: int
    forward_calls: int
    backward_calls: int

    @property
    def status(self) -> Status:
        """Say how it went: a finding outweighs a doubt."""
        if self.findings:
            return "failed"
        return "undecided" if self.doubts else "passed"

    @property
    def passed(self) -> bool:
        """Whether everything was decided and is right."""
        return self.status == "passed"


@dataclass(frozen=True, slots=True, eq=False)
class Slope:
    """The derivative of every output (m of them) along one direction, all arrays of shape (m,).

    Where `kink` is true there is none, and `left` and `right` are the one-sided slopes, each known within `slack`.
    `amplitude` is the largest magnitude of the output that was met on the way.
    """

    value: Array
    error: Array
    left: Array
    right: Array
    slack: Array
    kink: NDArray[np.bool_]
    amplitude: Array
