"""Rows of scores taken into a table that is there already: by submission, whatever columns it has. Pure."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from types import SimpleNamespace

from autograder.frozen import frozen

KEY, NAME = "submission", "name"
MARK = "\ufeff"  # spreadsheets write it
DELIMITERS = (",", ";", "\t")


@frozen
class Table:
    """A table of scores: its columns, its rows, and how it is written."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    delimiter: str = ","
    mark: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """The submissions that have a row."""
        return frozenset(row[KEY] for row in self.rows)

    def text(self) -> str:
        """Write it out."""
        lines: list[str] = []
        made = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n", delimiter=self.delimiter)
        made.writerow(self.columns)
        made.writerows([row.get(column, "") for column in self.columns] for row in self.rows)
        return self.mark + "".join(lines)


def table_in(text: str) -> Table | None:
    """Read a table of scores, as it was written or as a spreadsheet saved it; None for anything else."""
    mark = MARK if text.startswith(MARK) else ""
    plain = text.removeprefix(MARK)
    head = plain.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        columns, *rows = list(
            csv.reader((f"{line}\n" for line in plain.split("\n")), delimiter=delimiter, strict=True)
        ) or [[]]
    except csv.Error:
        return None
    if KEY not in columns or len(set(columns)) < len(columns):
        return None
    kept = tuple(dict(zip(columns, [*row, *[""] * len(columns)], strict=False)) for row in rows if any(row))
    return Table(tuple(columns), kept, delimiter, mark)


def lost(before: Table, given: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Name the submissions of a table that would be lost if only those `given`, as (id, name), were written."""
    taken = _places([{KEY: id_, NAME: name} for id_, name in given], before.rows)
    return tuple(row[KEY] for at, row in enumerate(before.rows) if at not in taken)


def merged(before: Table, after: Table) -> Table:
    """Put each row of `after` in the place of the row of that submission, or below all; other columns keep what they hold."""
    rows = [dict(row) for row in before.rows]
    for row, at in zip(after.rows, _places(after.rows, before.rows), strict=True):
        if at is None:
            rows.append(dict(row))
        else:
            rows[at].update(row | {KEY: rows[at][KEY]})
    columns = (*before.columns, *(column for column in after.columns if column not in before.columns))
    return Table(columns, tuple(rows), before.delimiter, before.mark)


def _places(rows: Sequence[dict[str, str]], before: Sequence[dict[str, str]]) -> list[int | None]:
    """Find for each row the one before of the same name, as given, else of the same id; no two get the same one."""
    found: list[int | None] = [None] * len(rows)
    for same in (_same_name, _same_id):
        for number, row in enumerate(rows):
            if found[number] is None:
                free = (at for at, one in enumerate(before) if at not in found and same(one, row))
                found[number] = next(free, None)
    return found


def _same_name(one: dict[str, str], other: dict[str, str]) -> bool:
    names = one.get(NAME, ""), other.get(NAME, "")
    return all(names) and names[0].rstrip("/") == names[1].rstrip("/")


def _same_id(one: dict[str, str], other: dict[str, str]) -> bool:
    return one[KEY] == other[KEY]
