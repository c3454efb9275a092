"""For which exercises a file is by what it defines, whatever its name. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from autograder.sandbox.protocol.calls import Cell
from autograder.submission.sources import defined_names, parsed, written_names
from autograder.submission.submission_model import Wanted

# What a cell that Python does not take seems to define.
DEFINES = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)


def defined_in(cells: Sequence[Cell]) -> frozenset[str]:
    """Give the names that the cells define at their top, those of cells with a mistake in their syntax too."""
    broken = [cell.source for cell in cells if parsed(cell.source) is None]
    return defined_names(cells).union(*(DEFINES.findall(source) for source in broken))


def exercises_of(defined: Collection[str], wanted: Mapping[str, Wanted]) -> list[str]:
    """Give the exercises that a file is for that defines these names: those with a function that no other asks for.

    Where it has no such function, the one exercise that it is whole for, or the only one that it has anything of.
    """
    names = frozenset(defined)
    whole = [exercise for exercise in wanted if is_whole(names, wanted[exercise])]
    partly = [exercise for exercise, one in wanted.items() if not names.isdisjoint(one.functions)]
    own = [exercise for exercise in partly if not _shared(names.intersection(wanted[exercise].functions), wanted)]
    return own or next((group for group in (whole, partly) if len(group) == 1), [])


def is_whole(defined: Collection[str], wanted: Wanted) -> bool:
    """Whether all functions of an exercise are defined."""
    return bool(wanted.functions) and frozenset(defined).issuperset(wanted.functions)


def is_whole_and_own(defined: Collection[str], exercise: str, wanted: Mapping[str, Wanted]) -> bool:
    """Whether all functions of an exercise are defined, one of which no other exercise asks for."""
    one = wanted[exercise]
    return is_whole(defined, one) and not _shared(one.functions, wanted)


def _shared(functions: Collection[str], wanted: Mapping[str, Wanted]) -> bool:
    """Whether each of these functions is asked for by several exercises, so that none tells which one it is for."""
    return all(sum(function in one.functions for one in wanted.values()) > 1 for function in functions)


def is_worked_on(cells: Sequence[Cell], functions: Collection[str], stubs: frozenset[str]) -> bool:
    """Whether one of these functions is written, beyond the statements of the `stubs`."""
    broken = [cell.source for cell in cells if parsed(cell.source) is None]
    return not written_names(cells, stubs).union(*map(DEFINES.findall, broken)).isdisjoint(functions)
