"""The course's own lines in a learner's source: imports of the course's package, and calls of what they import.

They check the learner's work while it is written; where it is graded they have no business. They are taken out, as
far as they are statements of their own. What is left of them, such as `done = check(…)`, meets a package there that
has every name and does nothing; so the imports stay, too, where anything is left. Pure.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from autograder import __all__ as offered
from autograder.sandbox.protocol.calls import Cell
from autograder.submission.sources import parsed

PACKAGE = "autograder"


def without_helpers(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Replace the course's own statements by `pass`, line by line; cells that hold nothing else are left out."""
    if not any(PACKAGE in cell.source for cell in cells):
        return tuple(cells)
    modules = [parsed(cell.source) for cell in cells]
    names = {PACKAGE}.union(*(_imported(module) for module in modules if module is not None))
    takings = [_taken(module, names, imports=True) for module in modules]
    if any(_uses(module, taken, names) for module, taken in zip(modules, takings, strict=True)):
        takings = [_taken(module, names, imports=False) for module in modules]
    kept: list[Cell] = []
    for cell, module, taken in zip(cells, modules, takings, strict=True):
        if module is None or not any(taken):
            kept.append(cell)
        elif not all(taken):
            kept.append(replace(cell, source=_blanked(cell.source, module, taken)))
    return tuple(kept)


def _taken(module: ast.Module | None, names: set[str], *, imports: bool) -> list[bool]:
    """Say of each statement whether it is taken out: all of a cell, or those that have their lines to themselves."""
    if module is None:
        return []
    body = module.body
    helping = [_calls(statement, names) or (imports and _is_import(statement)) for statement in body]
    if all(helping):
        return helping
    ends = [0, *(_end(statement) for statement in body)]
    starts = [*(statement.lineno for statement in body[1:]), ends[-1] + 1]
    return [
        helps and before < statement.lineno and _end(statement) < after
        for helps, statement, before, after in zip(helping, body, ends, starts, strict=False)
    ]


def _uses(module: ast.Module | None, taken: Sequence[bool], names: set[str]) -> bool:
    """Whether something that is left uses one of the names, wherever it stands."""
    left = (statement for statement, gone in zip(module.body, taken, strict=True) if not gone) if module else ()
    return any(isinstance(node, ast.Name) and node.id in names for statement in left for node in ast.walk(statement))


def _end(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno


def _imported(module: ast.Module) -> set[str]:
    """Give the names under which a module's top level knows the course's package or parts of it."""
    names: set[str] = set()
    for statement in module.body:
        if _is_import(statement):
            assert isinstance(statement, ast.Import | ast.ImportFrom)  # noqa: S101 -- it is one
            for alias in statement.names:
                names.update(offered if alias.name == "*" else [alias.asname or alias.name.partition(".")[0]])
    return names


def _is_import(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import():
            return all(alias.name.partition(".")[0] == PACKAGE for alias in statement.names)
        case ast.ImportFrom(module=str(module), level=0):
            return module.partition(".")[0] == PACKAGE
        case _:
            return False


def _calls(statement: ast.stmt, names: set[str]) -> bool:
    """Whether a statement is nothing but a call of something from the course's package."""
    match statement:
        case ast.Expr(ast.Call(func=function)):
            while isinstance(function, ast.Attribute):
                function = function.value
            return isinstance(function, ast.Name) and function.id in names
        case _:
            return False


def _blanked(source: str, module: ast.Module, taken: Sequence[bool]) -> str:
    """Put `pass` in place of what is taken out; all other lines keep their numbers."""
    lines = source.split("\n")
    for statement, gone in zip(module.body, taken, strict=True):
        if gone:
            first, last = statement.lineno, _end(statement)
            lines[first - 1 : last] = ["pass"] + [""] * (last - first)
    return "\n".join(lines)
