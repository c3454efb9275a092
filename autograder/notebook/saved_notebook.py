"""The notebook that a kernel belongs to, as it is saved: that is what a grade is made of."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.frozen import frozen
from autograder.i18n.language import Message
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.ipython_syntax import without_magics
from autograder.submission.names import exercise_file
from autograder.submission.notebook_cells import cells_of, notes_on_copies, read_notebook
from autograder.submission.sources import bound_names, parsed, statements, work_before_stubs
from autograder.submission.submission_model import LIMITS, Wanted
from autograder.submission.tree import read_regular
from autograder.submission.worked_cells import source_of

SESSION = "JPY_SESSION_NAME"  # set by Jupyter's server to the path of the notebook
VS_CODE = "__vsc_ipynb_file__"  # a name that VS Code puts into the kernel


@frozen
class Ran:
    """A code cell as it is saved, and what ran under its number in this kernel; "" if nothing is known of that."""

    label: str
    source: str
    ran: str


@frozen
class Saved:
    """A notebook as it is saved: its name, the cells that a grade reads, and all code cells with what ran of them.

    `mended` says what a grade puts in order before it reads them: a kernel runs the cells as they are.
    """

    file: str
    cells: tuple[Cell, ...]
    code: tuple[Ran, ...]
    mended: tuple[Message, ...] = ()

    def binds(self) -> frozenset[str]:
        """Give all names that its cells make, those that functions declare global and star imports bring included."""
        names = set(bound_names(self.cells))
        for cell in self.cells:
            module = parsed(cell.source)
            for node in ast.walk(module) if module is not None else ():
                if isinstance(node, ast.Global):
                    names.update(node.names)
                elif isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
                    names.update(vars(sys.modules.get(node.module or "", os)))
        return frozenset(names)

    def defines(self, name: str, statement: str, *, wrapped: bool = False) -> bool:
        """Whether the last cell that makes a name has this very statement, comments and layout apart.

        What a function of another name has made may stand in any cell.
        """
        making = [cell for cell in reversed(self.cells) if name in bound_names([cell])]
        looked_at = self.cells if wrapped else making[:1]
        return any(_holds(cell.source, statements(statement)) for cell in looked_at)

    def making(self, name: str) -> str:
        """Give the label of the last code cell that makes a name; "" if none does."""
        return next((cell.label for cell in reversed(self.code) if name in _names(cell.source)), "")

    def changed(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Give the cells that say something else than what ran of them, each with the names that it makes."""
        found: list[tuple[str, frozenset[str]]] = []
        for cell in self.code:
            now, then = _names(cell.source), _names(cell.ran)
            if now & then and statements(python_of(cell.source)) != statements(python_of(cell.ran)):
                found.append((cell.label, now & then))
        return tuple(found)


def saved_notebook(namespace: Mapping[str, object], exercise: str, wanted: Wanted, folder: Path) -> Saved | None:
    """Find and read the notebook of this kernel: the one that the server names, else the exercise's in `folder`.

    `wanted` is what the exercise asks for. The latter only if something that ran here stands in it. None where there is no kernel or no such notebook.
    """
    ran = history()
    told = [namespace.get(VS_CODE), os.environ.get(SESSION)]
    for path in (Path(one) for one in told if isinstance(one, str) and one.endswith(".ipynb")):
        if path.is_file():
            return _read(path, ran, wanted)
    near = [path for path in sorted(folder.glob("*.ipynb")) if exercise_file(path.name, [exercise]) is not None]
    for path in near:
        found = _read(path, ran, wanted)
        if (
            found is not None
            and ran
            and {cell.source.strip() for cell in found.code} & {one.strip() for one in ran if one}
        ):
            return found
    return None


def history() -> Sequence[str]:
    """Give what was run in this kernel, by number, as it was typed; nothing where this is no kernel."""
    ipython: Any = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    raw = getattr(getattr(shell, "history_manager", None), "input_hist_raw", ())
    return [one if isinstance(one, str) else "" for one in raw]


def not_compiled(ran: Sequence[str], names: Collection[str]) -> frozenset[str]:
    """Give the names whose newest definition that was run is no Python: the kernel still holds an older one, or none."""
    left, found = set(names), set()
    for source in reversed(ran):
        python = python_of(source)
        module = parsed(python) if python else None
        if module is None:
            found |= {
                name for name in left if re.search(rf"^\s*(?:async\s+def|def|class)\s+{name}\b", source, re.MULTILINE)
            }
            left -= found
        else:
            left -= bound_names([Cell("", python)])
    return frozenset(found)


def imported(sources: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the names that are imported anywhere, each with the first part of the name of its module."""
    for source in sources:
        module = parsed(python_of(source)) if "import" in source else None
        for node in ast.walk(module) if module is not None else ():
            match node:
                case ast.Import(names=aliases):
                    for alias in aliases:
                        root = alias.name.partition(".")[0]
                        yield alias.asname or root, root
                case ast.ImportFrom(module=str(home), names=aliases, level=0):
                    for alias in aliases:
                        yield alias.asname or alias.name, home.partition(".")[0]
                case _:
                    pass


def _read(path: Path, ran: Sequence[str], wanted: Wanted) -> Saved | None:
    data = read_regular(str(path), LIMITS.notebook_bytes)
    raw = data if isinstance(data, Message) else cells_of(data)
    if isinstance(data, Message) or isinstance(raw, Message):
        return None
    reading = read_notebook(data, wanted=[wanted])
    _, copies = work_before_stubs(reading.cells, wanted.stub_statements)
    code: list[Ran] = []
    for cell in raw:
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            number, source = cell.get("execution_count"), source_of(cell) or ""
            then = ran[number] if isinstance(number, int) and 0 < number < len(ran) else ""
            code.append(Ran(f"cell {len(code) + 1}", source, then))
    return Saved(path.name, reading.cells, tuple(code), (*reading.mended, *notes_on_copies(copies)))


def _holds(source: str, wanted: frozenset[str]) -> bool:
    """Whether a piece of source has these statements, at its top or inside of others."""
    if wanted <= statements(source):
        return True
    module = parsed(source)
    inner = (node for node in ast.walk(module) if isinstance(node, ast.stmt)) if module is not None else ()
    return any(wanted <= statements(ast.unparse(node)) for node in inner)


def python_of(source: str) -> str:
    """Give a cell without its magics; "" if none of it is Python."""
    return without_magics(source).source or ""


def _names(source: str) -> frozenset[str]:
    return bound_names([Cell("", python_of(source))])
