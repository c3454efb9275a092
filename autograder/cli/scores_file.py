"""The file of `--csv`: a class's table of scores is never replaced by that of one student."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.cli.problem import Problem
from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.render.csv_merge import Table, lost, merged, table_in
from autograder.render.csv_text import AFTER, BEFORE, cell
from autograder.submission.names import ids_of

MOST_BYTES = 50_000_000
SHOWN = 3  # submissions in one line

WOULD_LOSE = Text(
    en="{file} has rows of other submissions ({names}), which would be lost: add --append to update or add rows, or name another file",
    pt="{file} tem linhas de outras submissões ({names}), que se perderiam: acrescente --append para atualizar ou acrescentar linhas, ou indique outro arquivo",
)
WOULD_LOSE_COLUMNS = Text(
    en="{file} has columns that are none of a table of scores ({names}), which would be lost: add --append to keep them, or name another file",
    pt="{file} tem colunas que não são de uma tabela de notas ({names}), que se perderiam: acrescente --append para mantê-las, ou indique outro arquivo",
)
NO_TABLE = Text(
    en="{file} is no table of scores to append to: it has no column `submission`, or is no UTF-8 text",
    pt="{file} não é uma tabela de notas a que se possa acrescentar: não tem uma coluna `submission`, ou não é texto em UTF-8",
)
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")


def check_scores(file: Path, paths: Sequence[object], *, append: bool) -> None:
    """See that writing the scores of these submissions would lose nothing of what is there. Raises `Problem`."""
    before = _table(file, append=append)
    if before is None or append:
        return
    from autograder.course.course import course

    ids = ids_of(paths)
    rows = lost(before, [(cell(id_), cell(str(path))) for id_, path in zip(ids, paths, strict=True)])
    if rows:
        raise Problem(WOULD_LOSE(file=one_line(str(file)), names=_some(rows)))
    own = {*BEFORE, *AFTER, *(entry.id for entry in course().exercises)}
    columns = [column for column in before.columns if column not in own]
    if columns:
        raise Problem(WOULD_LOSE_COLUMNS(file=one_line(str(file)), names=_some(columns)))


def with_rows_of(file: Path, scores: str) -> str:
    """Give the text of a table as it is there, with the rows of these scores in it. Raises `Problem`."""
    before, after = _table(file, append=True), table_in(scores)
    return scores if before is None or after is None else merged(before, after).text()


def _table(file: Path, *, append: bool) -> Table | None:
    """Read the table that is there; None if there is none, and, unless it is to be appended to, for anything else."""
    try:
        if not file.is_file() or file.stat().st_size == 0:
            return None
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        found = table_in(data.decode(errors="strict" if append else "replace")) if len(data) <= MOST_BYTES else None
    except (OSError, ValueError, RuntimeError):  # what cannot be read is told of where it is written
        found = None
    if found is None and append and file.exists():
        raise Problem(NO_TABLE(file=one_line(str(file))))
    return found


def _some(names: Sequence[str]) -> object:
    shown = ", ".join(one_line(name, 60) for name in names[:SHOWN])
    return shown if len(names) <= SHOWN else AND_MORE(names=shown, count=len(names) - SHOWN)
