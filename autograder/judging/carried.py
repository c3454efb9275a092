"""Error carried forward: checks that build on one which failed by a named mistake are judged with that mistake's numbers.

A check names what it builds on: `needs` (without it there is nothing to judge) and `uses` (it may be built on it, or not:
right is right). Where one of them failed by a known mistake that has a formula, that formula is *in force*: the check's own
`carried` makes the same check with other right numbers, those of the mistake. So one mistake costs its own points, once;
formulas are the grader's, so numbers that somebody made up are those of no mistake and carry nothing.

`Standing` is what an exercise has come to so far: pure, and without any call.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, product

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.judging.exception_messages import by_fault
from autograder.judging.model import Case, Check, Exercise, Formula, Mistake, Verdict, planned

WAITING = Text(
    en="not judged, no points for now: it waits for “{needed}” to pass",
    pt="por enquanto sem pontos: só será avaliado depois que “{needed}” passar",
)
WAITING_HELP = Text(
    en="Nothing says yet which mistake that one has, so its numbers cannot be carried forward. Mend it first, this one is judged next.",
    pt="Ainda não se sabe que erro há naquele, então não dá para levar os números dele adiante. Corrija aquele primeiro; depois este será avaliado.",
)
NOT_CARRIED = Text(
    en="not judged, no points for now: it builds on “{needed}”, and with that one's mistake ({mistake}) what it asks for cannot be reached",
    pt="não avaliado, por enquanto sem pontos: depende de “{needed}”, e com o erro de lá ({mistake}) não se chega ao que se pede aqui",
)
NOT_FOLLOWED = Text(
    en="no points for now: it builds on “{needed}”, and its numbers are neither right nor those that follow from that one's mistake ({mistake})",
    pt="por enquanto sem pontos: depende de “{needed}”, e os números daqui não são os certos nem os que decorrem do erro de lá ({mistake})",
)
MEND_FIRST = Text(
    en="Mend “{needed}” first; this one is judged anew then.",
    pt="Corrija “{needed}” primeiro; depois este será avaliado de novo.",
)
BUILT_ON_WRONG = Text(
    en="not judged, no points for now: the numbers are not right, but they may come from “{needed}”, which is not right either ({rationale})",
    pt="não avaliado, por enquanto sem pontos: os números não estão certos, mas podem vir de “{needed}”, que também não está ({rationale})",
)
STOPS_ALIKE = Text(
    en="not judged, no points for now: it stops just as “{needed}” does already ({error})",
    pt="não avaliado, por enquanto sem pontos: para do mesmo jeito que “{needed}” já para ({error})",
)
CARRIED = Text(
    en="right for the mistake of “{needed}” ({mistake}), which is carried forward; {rationale}",
    pt="correto para o erro de “{needed}” ({mistake}), que é levado adiante; {rationale}",
)
WHY_CARRIED = Text(
    en="points carried forward: these are just the numbers that follow from the mistake of “{needed}” ({mistake}), which has cost its points there and costs none here",
    pt="pontos levados adiante: estes são exatamente os números que decorrem do erro de “{needed}” ({mistake}), que já custou pontos lá e aqui não custa nenhum",
)
FAILED_BESIDE = Text(
    en="judged with the mistake of “{needed}” ({mistake}) carried forward, which costs nothing here; but there is another one: {rationale}",
    pt="avaliado levando adiante o erro de “{needed}” ({mistake}), que aqui não custa nada; mas há outro: {rationale}",
)


@frozen
class Origin:
    """A check that failed by a named mistake; what is in force because of it is its formula, if it has one that carries."""

    check: Check
    mistake: Mistake
    guises: tuple[Mistake, ...] = ()

    @classmethod
    def of(cls, check: Check, verdict: Verdict) -> Origin | None:
        """Take the mistake that a verdict names, if it names one."""
        found = verdict.diagnosis
        return None if found is None else cls(check, found.mistake, found.guises or (found.mistake,))

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas that may be in force: none if the mistake has none, or shows nothing of what is asked elsewhere."""
        return tuple(one.formula for one in self.guises if one.formula is not None and one.carries)


@dataclass(slots=True)
class Standing:
    """The verdicts so far, and which mistakes are in force behind each check; None where one is not known by name."""

    exercise: Exercise
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    origins: dict[str, tuple[Origin, ...] | None] = field(default_factory=dict)

    def settle(self, check: Check, verdict: Verdict, behind: tuple[Origin, ...] = ()) -> None:
        """Remember what a check came to; `behind` are the mistakes that were in force when it was judged."""
        self.verdicts[check.id] = verdict
        origin = Origin.of(check, verdict)
        if lets_pass(verdict):
            self.origins[check.id] = behind
        elif verdict.status in ("failed", "error") and origin is not None:
            self.origins[check.id] = (*behind, origin)
        else:
            self.origins[check.id] = None

    def blocker(self, check: Check) -> Check | None:
        """Find the first check without which this one cannot be judged by the right numbers, if there is one."""
        return next((self.exercise.check(need) for need in check.needs if self.origins[need] != ()), None)

    def broken(self, check: Check) -> Check | None:
        """Find the first check that this one may be built on and that is not right."""
        return next((self.exercise.check(used) for used in check.uses if self.origins[used] != ()), None)

    def behind(self, check: Check) -> tuple[Origin, ...]:
        """Give the mistakes that are in force for a check, upstream first; none if one of them has no name."""
        found: dict[str, Origin] = {}
        for base in (*check.needs, *check.uses):
            origins = self.origins[base]
            if origins is None:
                return ()
            found |= {origin.check.id: origin for origin in origins}
        return tuple(found.values())

    def waiting(self, check: Check, needed: Check) -> Verdict:
        """Say that a check waits for another, and why nothing is carried forward."""
        own = Origin.of(needed, self.verdicts[needed.id])
        origins = self.behind(check) or ((own,) if own else ())
        if origins:
            return _waits(NOT_CARRIED, origins)
        waits, mend = self.verdicts[needed.id].status == "waiting", MEND_FIRST(needed=needed.title)
        return Verdict("waiting", WAITING(needed=needed.title), mend if waits else WAITING_HELP())

    def put_down_to(self, base: Check, check: Check, verdict: Verdict) -> Verdict:
        """Let what has no name of its own wait for what it may come from: wrong numbers, or the exception that is there, too.

        A wrong shape, or something that is no numbers, is the function's own; and a judge of the check's own says itself
        whom wrong numbers wait for.
        """
        if verdict.diagnosis is not None:
            return verdict
        if verdict.status == "failed" and check.judge is None and "got" in verdict.evidence:
            why = BUILT_ON_WRONG(needed=base.title, rationale=self.verdicts[base.id].rationale)
            return replace(verdict, status="waiting", rationale=why, help=MEND_FIRST(needed=base.title))
        error = verdict.evidence.get("raised")
        alike = [
            self.exercise.check(used) for used in check.uses if self.verdicts[used].evidence.get("raised", "") == error
        ]
        if verdict.status == "error" and alike:
            why = STOPS_ALIKE(needed=alike[0].title, error=error)
            return replace(verdict, status="waiting", rationale=why, help=MEND_FIRST(needed=alike[0].title))
        return verdict


def lets_pass(verdict: Verdict) -> bool:
    """Whether what needs this check can be judged: its numbers are right, or we could not tell."""
    return verdict.numbers_right or by_fault(verdict.evidence)


def made_again(check: Check, verdict: Verdict, origins: Sequence[Origin]) -> tuple[Origin, ...]:
    """Give what is in force if a check failed by the very mistake of one that it builds on: by the formula it has here, too.

    So it costs once, also where somebody has written it twice (a step of one's own, another one in each function).
    """
    origin = Origin.of(check, verdict)
    if origin is None or origin.mistake.id not in {one.mistake.id for one in origins}:
        return ()
    return (origin, *origins)


def carried_checks(exercise: Exercise, check: Check, origins: Sequence[Origin], seed: int) -> Iterator[Check]:
    """Give the check with the right numbers of the mistakes in force, one for each way in which they may go on.

    None where the check has no such form, or the mistaken numbers do not exist, or do not reach what is asked for.
    """
    if not origins:
        return
    ids = [origin.check.id for origin in origins]
    ways = product(*(origin.formulas for origin in origins))
    for other in chain.from_iterable(_made(check, tuple(zip(ids, way, strict=True))) for way in ways):
        try:
            with np.errstate(all="ignore"):
                cases = planned(exercise, other.plan, seed)
        except (ValueError, TypeError, ArithmeticError, LookupError):  # the mistaken code would raise itself
            continue
        if cases and all(_finite(other, case) for case in cases if case.remark is None):
            yield other


def told_as_carried(verdict: Verdict, origins: Sequence[Origin]) -> Verdict:
    """Say of a verdict by mistaken numbers that it is one, and whose: which points were carried forward, and why."""
    values = _values(origins)
    evidence = {**verdict.evidence, "carried": {origin.check.id: origin.mistake.id for origin in origins}}
    if verdict.status == "passed":
        why, remarks = CARRIED(rationale=verdict.rationale, **values), (*verdict.remarks, WHY_CARRIED(**values))
        return replace(verdict, rationale=why, evidence=evidence, remarks=remarks)
    if verdict.status == "waiting":
        return replace(verdict, evidence=evidence)
    again = verdict.diagnosis is not None and verdict.diagnosis.mistake.id in {one.mistake.id for one in origins}
    if (verdict.diagnosis is not None or verdict.changed_only) and not again:
        return replace(verdict, rationale=FAILED_BESIDE(rationale=verdict.rationale, **values), evidence=evidence)
    return _waits(NOT_FOLLOWED, origins)


def _waits(text: Text, origins: Sequence[Origin]) -> Verdict:
    return Verdict("waiting", text(**_values(origins)), MEND_FIRST(needed=origins[-1].check.title))


def _values(origins: Sequence[Origin]) -> dict[str, Text | Message | str]:
    """Give what the texts say of a mistake: where it was made, and its id, as the report has it there."""
    return {"needed": origins[-1].check.title, "mistake": origins[-1].mistake.id}


@lru_cache(maxsize=1024)  # the same mistakes come in a whole class, and their plans are drawn once
def _made(check: Check, formulas: tuple[tuple[str, Formula], ...]) -> tuple[Check, ...]:
    return () if check.carried is None else tuple(check.carried(dict(formulas)))


def _finite(check: Check, case: Case) -> bool:
    parts = case.expected if isinstance(case.expected, tuple) else (case.expected,)
    if check.part is not None and len(parts) > check.part:
        parts = (parts[check.part],)
    return all(np.isfinite(part.value).all() for part in parts)
