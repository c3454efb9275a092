"""What gradings at many seeds come to: what was lost, what was named, what was remarked upon."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal, TypeAlias

from autograder.author.folders import Finding, broken, proved
from autograder.author.mutants import Mutation
from autograder.course.exercise_folder import ExerciseFolder
from autograder.frozen import frozen
from autograder.i18n.language import Message, Text
from autograder.judging.model import Verdict
from autograder.sandbox.protocol.calls import Cell

Kind: TypeAlias = Literal["right", "mistake", "mutant"]
Naming: TypeAlias = Literal["right", "wrong", "not named", "no name claimed"]

FALSE_ALARM = Text(
    en="false alarm: {check} is {status} at {count} of {seeds} seeds (first at {seed}): {why}",
    pt="alarme falso: {check} está como {status} em {count} de {seeds} sementes (a primeira: {seed}): {why}",
)
MISSED = Text(
    en="missed: it earns all points at {count} of {seeds} seeds (first at {seed})",
    pt="passou sem ser pego: ganha todos os pontos em {count} de {seeds} sementes (a primeira: {seed})",
)
MUTANT_MISSED = Text(
    en="missed: the mutant {mutation} earns all points at {count} of {seeds} seeds (first at {seed}), and equivalent.toml does not list it",
    pt="passou sem ser pego: o mutante {mutation} ganha todos os pontos em {count} de {seeds} sementes (a primeira: {seed}), e equivalent.toml não o lista",
)
NOT_EQUIVALENT = Text(
    en="{mutation} is listed, but it is caught at {count} of {seeds} seeds (first at {seed}): {why}",
    pt="{mutation} está na lista, mas é pego em {count} de {seeds} sementes (a primeira: {seed}): {why}",
)
NO_MUTANT = Text(
    en="{mutation} is listed, and there is no such mutant",
    pt="{mutation} está na lista, e não existe esse mutante",
)
OTHER_NAME = Text(
    en="named {got} at {count} of {seeds} seeds (first at {seed}); `diagnosis` says {claimed}",
    pt="o nome dado foi {got} em {count} de {seeds} sementes (a primeira: {seed}); `diagnosis` diz {claimed}",
)
OTHER_REMARKS = Text(
    en="`remarks` says {claimed}; remarks are made by {got} (seed {seed})",
    pt="`remarks` diz {claimed}; quem fez observações foi {got} (semente {seed})",
)
REMARKED = Text(en="{checks}: {remark}", pt="{checks}: {remark}")
EQUIVALENT = Text(en="{mutation}: {reason}", pt="{mutation}: {reason}")
NONE = Text(en="none", pt="nenhum")


@frozen
class Outcome:
    """What one grading came to."""

    lost: tuple[tuple[str, str, Message], ...]  # checks that did not pass: id, status, why
    names: frozenset[str]  # mistakes that were diagnosed
    remarks: Mapping[str, tuple[Message, ...]]  # by check


@frozen
class Tried:
    """One piece of code, what is expected of it, and what came of it by seed."""

    kind: Kind
    name: str  # of its file
    cells: tuple[Cell, ...]
    diagnoses: frozenset[str] = frozenset()  # of a mistake
    mutation: Mutation | None = None  # of a mutant
    remarks: frozenset[str] = frozenset()  # of a right one: the checks that will make some
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def take(self, seed: int, verdicts: Mapping[str, Verdict]) -> None:
        """Keep what the checks said."""
        self.outcomes[seed] = Outcome(
            tuple((id_, one.status, one.rationale) for id_, one in verdicts.items() if one.status != "passed"),
            frozenset(one.diagnosis.mistake.id for one in verdicts.values() if one.diagnosis),
            {id_: one.remarks for id_, one in verdicts.items() if one.remarks},
        )

    def seeds(self, *, lost: bool) -> list[int]:
        """Give the seeds at which something was lost, or those at which nothing was."""
        return [seed for seed, outcome in sorted(self.outcomes.items()) if bool(outcome.lost) == lost]

    def misnamed(self) -> list[int]:
        """Give the seeds at which a mistake got a name that is not its own."""
        return [seed for seed, outcome in sorted(self.outcomes.items()) if outcome.names - self.diagnoses]

    def naming(self) -> Naming:
        """Say how a mistake was named, over all seeds."""
        if self.misnamed():
            return "wrong"
        if not self.diagnoses:
            return "no name claimed"
        return "right" if all(outcome.names for outcome in self.outcomes.values()) else "not named"

    def count(self, seeds: Sequence[int]) -> dict[str, int]:
        """Give the values that sentences about some of the seeds share."""
        return {"count": len(seeds), "seeds": len(self.outcomes), "seed": seeds[0]}


@frozen
class Row:
    """The figures of one exercise."""

    name: str
    right: int
    false_alarms: int
    wrong: int  # mistakes, and mutants that are not equivalent
    missed: int
    named: Mapping[Naming, int]  # mistakes, by how they were named
    mutants: int
    caught: int
    equivalent: int


@frozen
class Found:
    """What there is to say of one exercise, beside its figures."""

    problems: list[Finding]
    remarks: list[Finding]
    equivalents: list[Finding]


def row_of(name: str, tried: Sequence[Tried], listed: Collection[Mutation]) -> Row:
    """Count what came of everything that was tried in an exercise; `listed` are the mutants that are right."""
    right = [one for one in tried if one.kind == "right"]
    mistakes = [one for one in tried if one.kind == "mistake"]
    mutants = [one for one in tried if one.kind == "mutant"]
    wrong = [*mistakes, *(one for one in mutants if one.mutation not in listed)]
    naming = [one.naming() for one in mistakes]
    kinds: tuple[Naming, ...] = ("right", "wrong", "not named", "no name claimed")
    return Row(
        name=name,
        right=len(right),
        false_alarms=sum(bool(one.seeds(lost=True)) for one in right),
        wrong=len(wrong),
        missed=sum(bool(one.seeds(lost=False)) for one in wrong),
        named={kind: naming.count(kind) for kind in kinds},
        mutants=len(mutants),
        caught=sum(not one.seeds(lost=False) for one in mutants),
        equivalent=sum(not one.seeds(lost=True) for one in mutants if one.mutation in listed),
    )


def judged(folder: ExerciseFolder, tried: Sequence[Tried], listed: Mapping[Mutation, str]) -> Found:
    """Say what is not as it should be, what was remarked upon, and which mutants are right."""
    found = Found([], [], [])
    file = folder.shown(folder.equivalents_file)
    made = {one.mutation for one in tried}
    for mutation, reason in listed.items():
        if mutation in made:
            found.equivalents.append(proved(file, EQUIVALENT(mutation=str(mutation), reason=reason)))
        else:
            found.problems.append(broken(file, NO_MUTANT(mutation=str(mutation))))
    for one in tried:
        match one.kind:
            case "right":
                found.problems.extend(broken(one.name, message) for message in _of_right(one))
                found.remarks.extend(proved(one.name, message) for message in _remarks(one))
            case "mistake":
                found.problems.extend(broken(one.name, message) for message in _of_mistake(one))
            case "mutant" if one.mutation in listed:
                found.problems.extend(broken(file, message) for message in _of_equivalent(one))
            case "mutant":
                found.problems.extend(broken(one.name, message) for message in _of_mutant(one))
    return found


def _of_right(one: Tried) -> Iterator[Message]:
    seeds = one.seeds(lost=True)
    if seeds:
        check, status, why = one.outcomes[seeds[0]].lost[0]
        yield FALSE_ALARM(**one.count(seeds), check=check, status=status, why=why)
    for seed, outcome in sorted(one.outcomes.items()):
        if outcome.remarks.keys() != one.remarks and not outcome.lost:
            yield OTHER_REMARKS(claimed=_listed(one.remarks), got=_listed(outcome.remarks), seed=seed)
            return


def _remarks(one: Tried) -> Iterator[Message]:
    """Give each remark once, as the first check words it that makes it, with all the checks that do."""
    made: dict[str, tuple[list[str], Message]] = {}
    for _, outcome in sorted(one.outcomes.items()):
        for check, remarks in outcome.remarks.items():
            for remark in remarks:
                checks, _ = made.setdefault(_sentence(remark), ([], remark))
                if check not in checks:
                    checks.append(check)
    for checks, remark in made.values():
        yield REMARKED(checks=", ".join(checks), remark=remark)


def _sentence(remark: Message) -> str:
    """Tell remarks apart by what they say, not by what they say it of."""
    inner = remark.values.get("remark")
    return inner.text.en if isinstance(inner, Message) else remark.text.en


def _of_mistake(one: Tried) -> Iterator[Message]:
    seeds = one.seeds(lost=False)
    if seeds:
        yield MISSED(**one.count(seeds))
    misnamed = one.misnamed()
    unnamed = [seed for seed, outcome in sorted(one.outcomes.items()) if one.diagnoses and not outcome.names]
    for seeds in (misnamed, unnamed):
        if seeds:
            got = _listed(one.outcomes[seeds[0]].names)
            yield OTHER_NAME(**one.count(seeds), got=got, claimed=_listed(one.diagnoses))


def _of_equivalent(one: Tried) -> Iterator[Message]:
    seeds = one.seeds(lost=True)
    if seeds:
        why = one.outcomes[seeds[0]].lost[0][2]
        yield NOT_EQUIVALENT(**one.count(seeds), mutation=str(one.mutation), why=why)


def _of_mutant(one: Tried) -> Iterator[Message]:
    seeds = one.seeds(lost=False)
    if seeds:
        yield MUTANT_MISSED(**one.count(seeds), mutation=str(one.mutation))


def _listed(ids: Collection[str]) -> str | Text:
    return ", ".join(sorted(ids)) or NONE
