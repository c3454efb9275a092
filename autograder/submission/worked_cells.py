"""Where the work stands in a notebook, whatever was done to its cells. Pure.

Learners' tools let one turn a code cell to text, write in a cell that checks, or copy it with its label. So a cell is told
by what is in it: code cells count; a cell of the course's checks counts where something is defined in it; a cell of text,
or one that the notebook itself does not run, counts for what is defined nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from autograder.frozen import frozen
from autograder.i18n.language import Text
from autograder.submission.ipython_syntax import without_magics
from autograder.submission.sources import (
    ALL_STUB,
    NO_STUB,
    bound_otherwise,
    levels,
    parsed,
    without_definitions,
)

MOST_CHARACTERS = 300_000  # of text that is searched for code; parsing takes seconds for more
TEST = "_test"  # the cell that grades the cell X is labelled X_test
SHOWS_CODE = re.compile(r"^(?:async[ \t]+def|def|class)[ \t]+\w+|^\w[\w, \t]*=[^=]", re.MULTILINE)
NAMES = re.compile(r"^(?:async[ \t]+def|def|class)[ \t]+(\w+)", re.MULTILINE)
BINDS = re.compile(r"^\s*(?:async|def|class)\b|=", re.MULTILINE)
BLOCK = re.compile(
    r"^(`{3,}|~{3,})[ \t]*(?:python3?|py|\{\.python\})?[ \t]*\n(.*?)\n?^\1[ \t]*$", re.DOTALL | re.MULTILINE
)
FENCED = re.compile(rf"\s*{BLOCK.pattern}\s*", re.DOTALL | re.MULTILINE)
# Cells that are written to a file, or run by another Python; their code may stand nowhere else.
ELSEWHERE = re.compile(r"\s*%%(?:writefile|file|python3?|script[ \t]+python3?)\b[^\n]*\n")

WAS_TEXT = Text(
    en="{label} is a cell of text in the file, and Python stands in it, which is defined nowhere else: it is graded as a code cell. Turn it back in the menu for the cell's type (Code).",
    pt="{label} é uma célula de texto no arquivo, e há nela código Python que não está definido em nenhum outro lugar: vale como célula de código. Volte o tipo da célula para código (Code) no menu.",
)
WAS_TEST = Text(
    en="{label} is the course's own cell for checking, and work stands in it: the work is graded. Move it to the cell with `raise NotImplementedError`.",
    pt="{label} é a célula de verificação do próprio curso, e há trabalho nela: o trabalho vale. Passe-o para a célula com `raise NotImplementedError`.",
)
WAS_ELSEWHERE = Text(
    en="{label} is not run by the notebook itself because of its first line, and what it defines stands nowhere else: its code is graded. Take that line out.",
    pt="{label} não é executada pelo próprio notebook por causa da primeira linha, e o que ela define não está em nenhum outro lugar: o código dela vale. Retire essa linha.",
)


@frozen
class Worked:
    """A cell that counts as code: its place in the notebook, and how it was mended, if it was.

    `source` is None where it is no text; `counts` is false for a cell of the course's own, which keeps its number.
    """

    position: int
    source: str | None
    mended: Text | None = None
    counts: bool = True
    label: object = None
    is_solution: bool = False  # by its label


def worked_cells(
    raw: Sequence[object], stub_statements: Collection[str] = (), asked: Collection[str] = ()
) -> tuple[Worked, ...]:
    """Find the cells that count as code, in their order.

    `stub_statements` are those of what was handed out, `asked` the names that it asks for.
    """
    found = list(_found(raw))
    doubtful = [one for one in found if one.mended is not None or (not one.counts and BINDS.search(one.source or ""))]
    if not doubtful:
        return tuple(found)
    best: dict[str, int] = {}
    for one in found:
        if one.mended is None and one.counts:
            _take(best, _Read(one.source or "", stub_statements))
    for test in doubtful:
        read = _Read(test.source or "", stub_statements)
        if not test.counts and _is_worked_in(test, read, best):
            found[found.index(test)] = replace(test, mended=WAS_TEST, counts=True)
            _take(best, read)
    return tuple(one for each in found for one in _settled(each, best, stub_statements, asked))


class _Read:
    """A cell's Python (None if it is none), what it defines and how much of that is as handed out, and what else it binds."""

    def __init__(self, source: str, stub_statements: Collection[str]) -> None:
        python = without_magics(source).source
        module = None if python is None else parsed(python)
        self.source = source
        self.python = None if module is None else python
        self.bound = bound_otherwise(module)
        self.levels = levels(module, stub_statements)


def _take(best: dict[str, int], read: _Read) -> None:
    """Remember the best there is of each name."""
    for name, level in (*read.levels.items(), *dict.fromkeys(read.bound, NO_STUB).items()):
        best[name] = min(level, best.get(name, ALL_STUB))


def _found(raw: Sequence[object]) -> Iterator[Worked]:
    room = MOST_CHARACTERS
    for position, cell in enumerate(raw):
        if not isinstance(cell, dict):
            continue
        source = source_of(cell)
        if cell.get("cell_type") == "code":
            elsewhere = ELSEWHERE.match(source or "")
            if source is not None and elsewhere and SHOWS_CODE.search(source, elsewhere.end()):
                yield Worked(position, source, WAS_ELSEWHERE)
            else:
                yield Worked(position, source, counts=not _is_test(cell), label=_marks(cell).get("grade_id"))
        elif source is not None and SHOWS_CODE.search(source) and len(source) <= room:
            room -= len(source)
            fenced = FENCED.fullmatch(source)
            code = fenced[2] if fenced else source
            if _is_solution(cell) and parsed(code) is None:
                code = "\n\n".join(block[2] for block in BLOCK.finditer(source)) or source
            if _is_solution(cell) or _Read(code, ()).python is not None:
                yield Worked(position, code, WAS_TEXT, is_solution=_is_solution(cell))


def _settled(
    cell: Worked, best: Mapping[str, int], stub_statements: Collection[str], asked: Collection[str]
) -> Iterator[Worked]:
    """Leave of a cell that is not sure to be code what stands nowhere else; without that, leave it out."""
    if cell.mended in (None, WAS_TEST) or cell.source is None:
        yield cell
        return
    read = _Read(
        ELSEWHERE.sub("\n", cell.source, count=1) if cell.mended is WAS_ELSEWHERE else cell.source, stub_statements
    )
    new = {name for name, level in read.levels.items() if level < best.get(name, ALL_STUB)}
    sought = read.bound if cell.is_solution else read.bound & {*asked, *best}
    new |= {name for name in sought if best.get(name, ALL_STUB) > NO_STUB}
    if read.python is None and _is_sought(read, best):  # it was meant to be code
        yield replace(cell, source=read.source)
    elif new:
        elsewhere = read.levels.keys() & best.keys()  # what was handed out and is kept counts where nothing else has it
        yield replace(cell, source=without_definitions(read.python or "", elsewhere - new))
    elif cell.mended is WAS_ELSEWHERE:  # a code cell in any case
        yield Worked(cell.position, cell.source)


def _is_worked_in(cell: Worked, read: _Read, best: Mapping[str, int]) -> bool:
    """Whether something is defined in a cell for checking; in one of an instructor's own, something that was asked for."""
    if read.python is None:
        return _is_sought(read, best)
    work = {name for name, level in read.levels.items() if level < ALL_STUB}
    asked = {name for name, level in best.items() if level > NO_STUB}
    return bool(work and str(cell.label).endswith(TEST)) or not asked.isdisjoint(work | read.bound)


def _is_sought(read: _Read, best: Mapping[str, int]) -> bool:
    """Whether a source that is no Python seems to define something that is written nowhere else."""
    return any(best.get(name, ALL_STUB) > NO_STUB for name in NAMES.findall(read.source))


def source_of(cell: Mapping[object, object]) -> str | None:
    """Give the text of a cell, None if it has none."""
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return re.sub("\r\n?", "\n", source) if isinstance(source, str) else None


def _marks(cell: Mapping[object, object]) -> Mapping[object, object]:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return marks if isinstance(marks, dict) else {}


def _is_test(cell: Mapping[object, object]) -> bool:
    """Whether nbgrader's metadata call a cell one of the course's tests: graded, and no place for a solution."""
    marks = _marks(cell)
    return marks.get("grade") is True and marks.get("solution") is False


def _is_solution(cell: Mapping[object, object]) -> bool:
    """Whether nbgrader's metadata call a cell the place for a solution that a test grades."""
    marks = _marks(cell)
    return marks.get("solution") is True and marks.get("grade") is not True
