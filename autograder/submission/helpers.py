"""The course's own lines in a learner's source: imports of the course's package, and calls of what they import.

They check the learner's work while it is written; where it is graded they have no business, and the package is
not there. They are taken out so that the lines around them run. Pure.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from autograder.core.calls import Cell
from autograder.submission.sources import parsed

PACKAGE = "autograder"


def without_helpers(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Replace the course's own statements by `pass`, line by line; cells that hold nothing else are left out."""
    if not any(PACKAGE in cell.source for cell in cells):
        return tuple(cells)
    modules = [parsed(cell.source) for cell in cells]
    names = {PACKAGE}.union(*(_imported(module) for module in modules if module is not None))
    kept: list[Cell] = []
    for cell, module in zip(cells, modules, strict=True):
        helping = 0 if module is None else sum(_helps(statement, names) for statement in module.body)
        if module is None or not helping:
            kept.append(cell)
        elif helping < len(module.body):
            kept.append(replace(cell, source=_blanked(cell.source, module, names)))
    return tuple(kept)


def _imported(module: ast.Module) -> set[str]:
    """Give the names under which a module's top level knows the course's package or parts of it."""
    names: set[str] = set()
    for statement in module.body:
        if _is_import(statement):
            assert isinstance(statement, ast.Import | ast.ImportFrom)  # noqa: S101 -- it is one
            names.update(alias.asname or alias.name.partition(".")[0] for alias in statement.names)
    return names


def _is_import(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import():
            return all(alias.name.partition(".")[0] == PACKAGE for alias in statement.names)
        case ast.ImportFrom(module=str(module), level=0):
            return module.partition(".")[0] == PACKAGE
        case _:
            return False


def _helps(statement: ast.stmt, names: set[str]) -> bool:
    """Whether a statement imports the course's package, or is nothing but a call of something from it."""
    match statement:
        case ast.Expr(ast.Call(func=function)):
            while isinstance(function, ast.Attribute):
                function = function.value
            return isinstance(function, ast.Name) and function.id in names
        case _:
            return _is_import(statement)


def _blanked(source: str, module: ast.Module, names: set[str]) -> str:
    """Put `pass` in place of statements that have their lines to themselves; all other lines keep their numbers."""
    lines = source.split("\n")
    ends = [0, *(statement.end_lineno or statement.lineno for statement in module.body)]
    starts = [*(statement.lineno for statement in module.body), len(lines) + 1]
    for index, statement in enumerate(module.body):
        first, last = starts[index], ends[index + 1]
        if _helps(statement, names) and ends[index] < first and last < starts[index + 1]:
            lines[first - 1 : last] = ["pass"] + [""] * (last - first)
    return "\n".join(lines)
