"""Cells that were handed out and have lost their labels, told by their ids, by what is in them and by where they stand. Pure.

Some tools save a notebook without its cells' metadata. What was handed out is known, so it can be told again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.submission.ipython_syntax import without_magics
from autograder.submission.sources import ALL_STUB, levels, parsed

if TYPE_CHECKING:
    from autograder.nbgrader.cells import Handed, Written

LONGEST_ID = 64  # of a cell, in nbformat


def plain_source(source: str) -> str:
    """Give a source without what editors change at the ends of lines."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def found_again(written: Sequence[Written], handed: Sequence[Handed]) -> dict[int, str]:
    """Find the cells that have lost their labels: place in the submitted notebook → name."""
    names = {one.name for one in handed}
    labelled = {cell.grade_id: at for at, cell in enumerate(written) if cell.grade_id in names}
    missing = [one for one in handed if one.name not in labelled]
    free = {at: cell for at, cell in enumerate(written) if cell.grade_id not in names}
    places = dict(labelled)
    for find in (_by_id, _by_definitions, _by_source):
        for one in missing:
            at = None if one.name in places else find(one, free)
            if at is not None:
                places[one.name] = at
                del free[at]
    for one in missing:
        at = None if one.name in places or not one.solution else _by_place(one, free, handed, places, len(written))
        if at is not None:
            places[one.name] = at
            del free[at]
    return {at: name for name, at in places.items() if name not in labelled}


def _by_id(one: Handed, free: Mapping[int, Written]) -> int | None:
    return next((at for at, cell in free.items() if cell.id and cell.id == one.name[:LONGEST_ID]), None)


def _by_source(one: Handed, free: Mapping[int, Written]) -> int | None:
    """Find a cell that is as it was handed out; answers are all handed out alike, and are told by their places."""
    if one.solution and one.kind != "code":
        return None
    source = plain_source(one.source)
    return next((at for at, cell in free.items() if source and plain_source(cell.source) == source), None)


def _by_definitions(one: Handed, free: Mapping[int, Written]) -> int | None:
    """Find the last cell in which something is written for what a solution cell asks for; else the last that has it."""
    if not one.solution or one.kind != "code":
        return None
    asked = _defined(one.source).keys()
    has = {at: _defined(cell.source) for at, cell in free.items() if cell.runs}
    has = {at: found for at, found in has.items() if not asked.isdisjoint(found)}
    worked = [at for at, found in has.items() if any(found[name] for name in asked & found.keys())]
    return max(worked or has, default=None)


def _by_place(
    one: Handed, free: Mapping[int, Written], handed: Sequence[Handed], places: Mapping[str, int], end: int
) -> int | None:
    """Find the first cell that says something, or else the first, between the neighbours that were handed out with it."""
    order = [each.name for each in handed]
    at = order.index(one.name)
    before = max((places[name] for name in order[:at] if name in places), default=-1)
    after = min((place for place in (*places.values(), end) if place > before), default=end)
    between = {place: cell for place, cell in free.items() if before < place < after and cell.kind != "code"}
    says = [place for place, cell in between.items() if plain_source(cell.source) not in ("", plain_source(one.source))]
    return min(says or between, default=None)


def _defined(source: str) -> dict[str, bool]:
    """Give what a source defines at its top, and whether it is more than a stub."""
    found = levels(parsed(without_magics(source).source or ""))
    return {name: level < ALL_STUB for name, level in found.items()}
