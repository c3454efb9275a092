"""What patterns are looked for in, and what is told of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from autograder.i18n.language import Message
from autograder.judging.compare import allowed, counts, tolerance_of
from autograder.judging.model import Case, Check, Expected, Mistake
from autograder.judging.numbers import Numbers, as_numbers
from autograder.judging.predictions import parts_of
from autograder.sandbox.protocol.calls import Outcome, Returned
from autograder.sandbox.protocol.values import Array

AnyArray: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[Any]]

CONFIDENCE = 0.5  # a pattern is what the numbers show; its cause is a guess
CONFIDENCE_BESIDE = 0.8  # a known mistake's own numbers, but for one thing more
DISTINCT = 4  # different numbers that there must be, at least


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """What the numbers show: `why` with the learner's figures, `next` where to look; `beside` a known mistake."""

    id: str
    why: Message
    next: Message
    figures: Mapping[str, Any] = field(default_factory=dict)
    beside: Mistake | None = None

    @property
    def confidence(self) -> float:
        """How sure the reading is, always below that of a recognised mistake."""
        return CONFIDENCE if self.beside is None else CONFIDENCE_BESIDE


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One case: what came back in the part that is wrong somewhere, and what is right."""

    case: Case
    got: Array
    expected: Expected
    right: bool

    @property
    def name(self) -> str:
        """What the value is called, without the formula that it comes from."""
        return self.expected.name.rpartition("⇒ ")[2]

    @property
    def arrays(self) -> list[AnyArray]:
        """The arguments that are arrays."""
        return [arg for arg in self.case.call.args if isinstance(arg, np.ndarray)]

    @property
    def rows(self) -> int:
        """The length of the first array argument; 0 if there is none."""
        return next((len(array) for array in self.arrays if array.ndim), 0)

    def wrong_entries(self) -> NDArray[np.bool_]:
        """Which entries are too far off to count, of a result that has the right shape."""
        return np.asarray(np.abs(self.got - self.expected.value) > allowed(self.expected))

    def exact_entries(self) -> NDArray[np.bool_]:
        """Which entries are right as float64 can be: an error relative to the numbers shows in small ones, too."""
        return np.asarray(np.abs(self.got - self.expected.value) <= tolerance_of(self.expected))


def seen_in(check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> list[Seen]:
    """Read the numbers; of several judged values that one which is wrong. Nothing if any is no finite number."""
    by_place: dict[int, list[Seen]] = {}
    for case, outcome in zip(cases, outcomes, strict=False):
        if not isinstance(outcome, Returned):
            break
        if case.repeated or case.remark is not None:
            continue
        parts = parts_of(check, outcome.value, case.expected)
        if not parts:
            return []
        for place, (value, expected) in enumerate(parts):
            numbers = as_numbers(value)
            if not isinstance(numbers, Numbers) or not np.isfinite(numbers.array).all():
                return []
            one = Seen(case, numbers.array, expected, counts(numbers.array, expected))
            by_place.setdefault(place, []).append(one)
    wrong = [seen for seen in by_place.values() if not all(one.right for one in seen)]
    return wrong[0] if len(wrong) == 1 else []


def rich(arrays: Sequence[Array]) -> bool:
    """Whether there are numbers enough that nothing holds of all of them by chance."""
    entries = np.concatenate([np.abs(array).ravel() for array in arrays])
    return len(np.unique(entries[entries > 0].round(12))) >= DISTINCT
