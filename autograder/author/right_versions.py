"""A right solution in a style of its own: a whole submission, and the checks that will remark upon it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.course.exercise_folder import ExerciseFolder, SourceError
from autograder.i18n.language import Text
from autograder.judging.model import Exercise

REMARKS = re.compile(r"remarks:(?P<ids>.*)")

SYNTAX = Text(en="this is not valid Python: {error}", pt="isto não é Python válido: {error}")
NO_HEADER = Text(
    en="it must begin with a docstring: what style this is, then, where remarks are due, a line `remarks:` with the checks that make them",
    pt="precisa começar com uma docstring: que estilo é este e, se cabem observações, uma linha `remarks:` com os testes que as fazem",
)
UNKNOWN_CHECK = Text(
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
        raise SourceError(file, 1, NO_HEADER())
    said = [match["ids"] for match in map(REMARKS.fullmatch, docstring.split("\n")) if match]
    ids = frozenset(re.findall(r"[^,\s]+", " ".join(said)))
    checks = [check.id for check in exercise.checks]
    for unknown in sorted(ids.difference(checks)):
        raise SourceError(file, 1, UNKNOWN_CHECK(id=unknown, known=", ".join(checks)))
    return RightVersion(file, code, ids)
