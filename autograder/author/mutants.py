"""Mutants: the solution with one operator, number, comparison or loop changed, by the operators of cosmic-ray.

They are made anew each time, always the same ones, from what stands between BEGIN SOLUTION and END SOLUTION. A few are
right all the same (`z >= 0` for `z > 0` where both branches give the same): the exercise's equivalent.toml lists them,
with the reason.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.author.source import Script
from autograder.course.exercise_folder import ExerciseFolder, SourceError
from autograder.frozen import frozen
from autograder.i18n.language import Text

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
KEYS = {"operator": str, "line": str, "occurrence": int, "reason": str}

NOT_TOML = Text(en="this is not valid TOML: {error}", pt="isto não é TOML válido: {error}")
NOT_EQUIVALENT = Text(
    en="entry {number} is none: each is an [[equivalent]] with operator, line, occurrence (1, 2, …) and a reason",
    pt="a entrada {number} não vale: cada uma é um [[equivalent]] com operator, line, occurrence (1, 2, …) e um motivo em reason",
)
TWICE = Text(en="entry {number} stands here twice", pt="a entrada {number} está aqui duas vezes")


@dataclass(frozen=True, slots=True, order=True)
class Mutation:
    """What was changed, told so that it stays the same when lines are moved.

    `line` is the solution's line without its indent; `occurrence` counts, from 1, the changes that the operator makes
    in lines of that text.
    """

    operator: str
    line: str
    occurrence: int

    def __str__(self) -> str:
        """Name it as the report does."""
        return f"{self.operator} #{self.occurrence} in `{self.line}`"


@frozen
class Mutant:
    """One mutation, and the solution's whole code with it."""

    mutation: Mutation
    code: str


def mutants(script: Script) -> tuple[Mutant, ...]:
    """Make all mutants of a solution, operator by operator; of those with the same code, the first."""
    from cosmic_ray.mutating import mutate_code  # type: ignore[import-untyped]  # it ships no types
    from cosmic_ray.operators.provider import OperatorProvider  # type: ignore[import-untyped]  # as above

    lines = script.code.split("\n")
    solved = set(_solution_lines(lines))
    provider = OperatorProvider()
    found: dict[str, Mutant] = {}
    for name in provider:
        operator = provider[name]
        if operator.arguments():  # those want names of variables
            continue
        seen: Counter[str] = Counter()
        for code in _each(mutate_code, script.code, operator()):
            at = _changed(lines, code.split("\n"))
            if at in solved:
                line = lines[at].strip()
                seen[line] += 1
                found.setdefault(code, Mutant(Mutation(name, line, seen[line]), code))
    return tuple(found.values())


def equivalents(folder: ExerciseFolder) -> dict[Mutation, str]:
    """Read which mutants are right all the same, each with its reason; none without the file. Raises `SourceError`."""
    path = folder.equivalents_file
    if not path.exists():
        return {}
    file = folder.shown(path)
    try:
        table = tomllib.loads(folder.text(path))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(file, 1, NOT_TOML(error=str(error))) from None
    entries = table.get("equivalent", [])
    if table.keys() - {"equivalent"} or not isinstance(entries, list):
        raise SourceError(file, 1, NOT_EQUIVALENT(number=1))
    found: dict[Mutation, str] = {}
    for number, entry in enumerate(entries, 1):
        if not _well_formed(entry):
            raise SourceError(file, 1, NOT_EQUIVALENT(number=number))
        mutation = Mutation(entry["operator"], entry["line"], entry["occurrence"])
        if mutation in found:
            raise SourceError(file, 1, TWICE(number=number))
        found[mutation] = entry["reason"]
    return found


def _well_formed(entry: Any) -> bool:  # noqa: ANN401 -- whatever TOML gives
    return (
        isinstance(entry, dict)
        and entry.keys() == KEYS.keys()
        and all(type(entry[key]) is kind and entry[key] for key, kind in KEYS.items())
    )


def _each(mutate_code: Any, code: str, operator: Any) -> Iterator[str]:  # noqa: ANN401 -- of a library without types
    """Give the code with each change that an operator can make in it, one at a time."""
    occurrence = 0
    while (mutated := mutate_code(code, operator, occurrence)) is not None:
        yield mutated
        occurrence += 1


def _solution_lines(lines: list[str]) -> Iterator[int]:
    inside = False
    for at, line in enumerate(lines):
        if line.strip() in {BEGIN, END}:
            inside = line.strip() == BEGIN
        elif inside:
            yield at


def _changed(lines: list[str], mutated: list[str]) -> int:
    """Find the first line that is not as it was."""
    pairs = zip(lines, mutated, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(lines), len(mutated)))
