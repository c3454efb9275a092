"""The files of mistakes/ and right/: a typical wrong version and what it loses, a right one in a style of its own."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.course.exercise_folder import ExerciseFolder, SourceError
from autograder.i18n.language import Text
from autograder.judging.model import Exercise

ENTRY = re.compile(r"(?P<key>diagnosis|pattern|fails|waits):(?P<value>.*)")
NONE = "none"

SYNTAX = Text(en="this is not valid Python: {error}", pt="isto não é Python válido: {error}")
NO_HEADER = Text(
    en="it must begin with a docstring: what is wrong, then the lines `diagnosis:`, `fails:` and, where they apply, `pattern:` and `waits:`",
    pt="precisa começar com uma docstring: o que está errado, depois as linhas `diagnosis:`, `fails:` e, se for o caso, `pattern:` e `waits:`",
)
NO_ENTRY = Text(
    en="its docstring has no line `{key}:`, or nothing after it",
    pt="a docstring não tem a linha `{key}:`, ou nada depois dela",
)
UNKNOWN_CHECK = Text(
    en="`{key}` names {id}, and the exercise has no such check; it has {known}",
    pt="`{key}` menciona {id}, e o exercício não tem esse teste; ele tem {known}",
)
REPLACES_NOTHING = Text(
    en="it replaces none of the exercise's functions ({known})",
    pt="não substitui nenhuma das funções do exercício ({known})",
)


@dataclass(frozen=True, slots=True)
class WrongVersion:
    """One file of `mistakes/`: its code, and its claims.

    `diagnosis` None: no mistake is to be named. `pattern` has the ids of the patterns that are to be told, in whichever
    of the checks that fail; None: nothing is claimed about patterns.
    """

    file: str
    code: str
    diagnosis: str | None
    fails: frozenset[str]
    waits: frozenset[str]
    pattern: frozenset[str] | None = None


def read_mistake(folder: ExerciseFolder, path: Path, exercise: Exercise) -> WrongVersion:
    """Read one file of `mistakes/` and hold its claims against the exercise. Raises `SourceError`."""
    file, code = folder.shown(path), folder.text(path)
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        raise SourceError(file, error.lineno or 1, SYNTAX(error=error.msg)) from None
    docstring = ast.get_docstring(tree)
    if docstring is None or ENTRY.match(docstring):
        raise SourceError(file, 1, NO_HEADER())
    entries = {match["key"]: match["value"].strip() for match in map(ENTRY.fullmatch, docstring.split("\n")) if match}
    for key in ("diagnosis", "fails"):
        if not entries.get(key):
            raise SourceError(file, 1, NO_ENTRY(key=key))
    named = {key: frozenset(_ids(entries.get(key, ""))) for key in ("fails", "waits")}
    checks = [check.id for check in exercise.checks]
    for key, ids in named.items():
        for unknown in sorted(ids.difference(checks)):
            raise SourceError(file, 1, UNKNOWN_CHECK(key=key, id=unknown, known=", ".join(checks)))
    diagnosis = None if entries["diagnosis"] == NONE else entries["diagnosis"]
    functions = [function.name for function in exercise.functions]
    if not _defined(tree).intersection(functions):
        raise SourceError(file, 1, REPLACES_NOTHING(known=", ".join(functions)))
    pattern = frozenset(_ids(entries["pattern"])) if "pattern" in entries else None
    return WrongVersion(file, code, diagnosis, named["fails"], named["waits"], pattern)


def _ids(value: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", value) if word and word != NONE]


def _defined(tree: ast.Module) -> set[str]:
    """Name what the file defines at its top: functions, classes, and names assigned to."""
    names: set[str] = set()
    for statement in tree.body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=targets):
                names.update(target.id for target in targets if isinstance(target, ast.Name))
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names.update(alias.asname or alias.name for alias in aliases)
    return names


REMARKS = re.compile(r"remarks:(?P<ids>.*)")

NO_STYLE = Text(
    en="it must begin with a docstring: what style this is, then, where remarks are due, a line `remarks:` with the checks that make them",
    pt="precisa começar com uma docstring: que estilo é este e, se cabem observações, uma linha `remarks:` com os testes que as fazem",
)
UNKNOWN_REMARK = Text(
    en="`remarks` names {id}, and the exercise has no such check; it has {known}",
    pt="`remarks` menciona {id}, e o exercício não tem esse teste; ele tem {known}",
)


@dataclass(frozen=True, slots=True)
class RightVersion:
    """One file of `right/`: its code, and the ids of the checks that pass it with a remark."""

    file: str
    code: str
    remarks: frozenset[str]


def read_right(folder: ExerciseFolder, path: Path, exercise: Exercise) -> RightVersion:
    """Read one file of `right/` and hold its header against the exercise. Raises `SourceError`."""
    file, code = folder.shown(path), folder.text(path)
    try:
        docstring = ast.get_docstring(ast.parse(code))
    except SyntaxError as error:
        raise SourceError(file, error.lineno or 1, SYNTAX(error=error.msg)) from None
    if not docstring or REMARKS.match(docstring):
        raise SourceError(file, 1, NO_STYLE())
    said = [match["ids"] for match in map(REMARKS.fullmatch, docstring.split("\n")) if match]
    ids = frozenset(re.findall(r"[^,\s]+", " ".join(said)))
    checks = [check.id for check in exercise.checks]
    for unknown in sorted(ids.difference(checks)):
        raise SourceError(file, 1, UNKNOWN_REMARK(id=unknown, known=", ".join(checks)))
    return RightVersion(file, code, ids)
