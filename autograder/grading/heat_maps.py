"""What the calls returned, kept beside the verdicts: wrong arrays as heat maps, entry by entry, and graphs with what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from autograder.judging.compare import compare, parts_of, tolerance_of
from autograder.judging.failed_calls import shown_call
from autograder.judging.model import Case, Check, Exercise, Expected, Verdict, planned
from autograder.judging.numbers import NotNumbers, as_numbers, within_reason
from autograder.render.heat import HeatMap, fits, plain_of
from autograder.sandbox.protocol.calls import Call, Loaded, Outcome, Returned, Session


class Recorded:
    """A `Session` that remembers what came of every call."""

    def __init__(self, session: Session) -> None:
        """Pass every call on to `session`."""
        self._session = session
        self._seen: dict[int, tuple[Call, list[Outcome]]] = {}

    @property
    def loaded(self) -> Loaded:
        """What became of loading."""
        return self._session.loaded

    @property
    def printed(self) -> str:
        """The beginning of what the calls printed so far."""
        return self._session.printed

    def call(self, call: Call) -> Outcome:
        """Call one function, and remember what came of it."""
        outcome = self.asked(call)
        self._seen.setdefault(id(call), (call, []))[1].append(outcome)
        return outcome

    def asked(self, call: Call) -> Outcome:
        """Pass a call on."""
        return self._session.call(call)

    def first(self, call: Call) -> Outcome | None:
        """Give what came of this very call when it was first made; None if it was not."""
        _, outcomes = self._seen.get(id(call), (call, []))
        return outcomes[0] if outcomes else None


def heat_maps(exercise: Exercise, seed: int, verdicts: Sequence[Verdict], seen: Recorded) -> Mapping[str, HeatMap]:
    """Give, by the id of each check with wrong numbers, the entries of its first wrong array that is small enough.

    Where a check has a judge of its own, its evidence says whether it was about such an array, and which.
    """
    found: dict[str, HeatMap] = {}
    for check, verdict in zip(exercise.checks, verdicts, strict=True):
        if verdict.status == "failed" and "index" in verdict.evidence:
            told, name = (verdict.evidence.get(key) for key in ("call", "value"))
            wrong = _wrong(exercise, check, seed, seen, str(told))
            heat = next((heat for heat in wrong if heat.name == name and fits(heat.got.shape)), None)
            if heat is not None:
                found[check.id] = heat
    return found


def _wrong(exercise: Exercise, check: Check, seed: int, seen: Recorded, told: str) -> Iterator[HeatMap]:
    """Go through the wrong arrays of a check in the order of its calls; `told` is the call its message is about."""
    for case in planned(exercise, check.plan, seed):
        made = seen.first(case.call)
        outcome = None if made is None else within_reason(made, case)  # what is far too large is not read
        if case.remark is None and isinstance(outcome, Returned) and _known(case):
            call = shown_call(exercise, case.call)
            known = call == told or check.graph is not None  # a graph is told of as it is written: the first wrong one
            yield from _wrong_parts(check, case, outcome, "" if known else call)


def _known(case: Case) -> bool:
    """Whether what is right is said as arrays; a check's own judge may take anything."""
    parts = case.expected if isinstance(case.expected, tuple) else (case.expected,)
    return bool(parts) and all(isinstance(part, Expected) for part in parts)


def _wrong_parts(check: Check, case: Case, outcome: Returned, call: str) -> Iterator[HeatMap]:
    for value, expected in parts_of(check, outcome.value, case.expected) or ():
        numbers = as_numbers(value)
        if isinstance(numbers, NotNumbers):
            continue
        got, shape = numbers.array, expected.value.shape
        if got.shape != shape and got.shape not in expected.accepted_shapes:
            continue
        got = got.reshape(shape)
        if not compare(got, expected).loose:
            off = abs(got - expected.value) <= tolerance_of(expected)
            yield HeatMap(expected.name, got, expected.value, ~off, call)


def with_drawings(exercise: Exercise, seed: int, verdicts: Sequence[Verdict], seen: Recorded) -> tuple[Verdict, ...]:
    """Put into the evidence what a report draws of a failed check: a wrong array (`entries`), a graph (`graph`)."""
    heats = heat_maps(exercise, seed, verdicts, seen)
    drawn: list[Verdict] = []
    for check, verdict in zip(exercise.checks, verdicts, strict=True):
        graph = _graph(exercise, check, seed, seen) if verdict.status == "failed" else None
        found: dict[str, object] = {"entries": plain_of(heats[check.id])} if check.id in heats else {}
        if graph is not None:
            found["graph"] = graph
        drawn.append(replace(verdict, evidence={**verdict.evidence, **found}) if found else verdict)
    return tuple(drawn)


def _graph(exercise: Exercise, check: Check, seed: int, seen: Recorded) -> Mapping[str, Any] | None:
    """Give what a check draws as a graph, from what came of its calls."""
    if check.graph is None:
        return None
    cases = [case for case in planned(exercise, check.plan, seed) if seen.first(case.call) is not None]
    outcomes = [within_reason(made, case) for case in cases if (made := seen.first(case.call)) is not None]
    return check.graph(exercise, check, cases, outcomes) if cases else None
