"""What the calls returned, kept beside the verdicts: wrong arrays as heat maps, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.judging.compare import compare, parts_of, tolerance_of
from autograder.judging.failed_calls import shown_call
from autograder.judging.model import Case, Check, Exercise, Expected, Verdict, planned
from autograder.judging.numbers import NotNumbers, as_numbers, within_reason
from autograder.render.heat import HeatMap, fits
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
            yield from _wrong_parts(check, case, outcome, "" if call == told else call)


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


def with_entries(exercise: Exercise, seed: int, verdicts: Sequence[Verdict], seen: Recorded) -> tuple[Verdict, ...]:
    """Put what a heat map shows into the evidence, from which a report draws it (`entries`)."""
    heats = heat_maps(exercise, seed, verdicts, seen)
    return tuple(
        replace(verdict, evidence={**verdict.evidence, "entries": _plain(heats[check.id])})
        if check.id in heats
        else verdict
        for check, verdict in zip(exercise.checks, verdicts, strict=True)
    )


def _plain(heat: HeatMap) -> dict[str, object]:
    return {
        "name": heat.name,
        "call": heat.call,
        "got": heat.got.tolist(),
        "expected": heat.expected.tolist(),
        "wrong": heat.wrong.tolist(),
    }
