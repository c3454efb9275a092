"""What lies in the course's two folders: files of sources, typical wrong versions and right ones; one thing proved or broken."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.compiled_texts import TEXTS_SOURCE
from autograder.course.exercise_folder import (
    AFTER_A_PASS,
    DRIVER,
    EQUIVALENTS,
    ExerciseFolder,
    SourceError,
    exercise_folders,
    text_of,
)
from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text
from autograder.judging.model import Exercise
from autograder.submission.names import ANSWERS


@frozen
class Finding:
    """One thing proved (`ok`) or broken; `file` is a path from the course's root, which `message` does not repeat."""

    ok: bool
    file: str
    message: Message

    def line(self, lang: Lang) -> str:
        """Say it with its file, in one line."""
        return f"{self.file}: {self.message.to(lang)}"


def proved(file: str, message: Message) -> Finding:
    """Say that something holds."""
    return Finding(ok=True, file=file, message=message)


def broken(file: str, message: Message) -> Finding:
    """Say that something does not hold."""
    return Finding(ok=False, file=file, message=message)


def findings_of(error: SourceError) -> list[Finding]:
    """Give all that is wrong with a hand-written file."""
    return [broken(error.file, message) for message in error.messages]


SOLUTIONS, EXERCISES, QUIZ = "solutions", "exercises", "quiz"


def folders(root: Path) -> tuple[ExerciseFolder, ...]:
    """Find the exercises of the course at `root`, by number."""
    return exercise_folders(root / SOLUTIONS, root / EXERCISES)


def quiz_sources(root: Path) -> dict[str, str]:
    """Read the hand-written questions, name → text; none if there is no quiz. Raises `SourceError`."""
    paths = sorted((root / SOLUTIONS / QUIZ).glob("*.toml"))
    return {path.name: text_of(path, path.relative_to(root).as_posix()) for path in paths}


def files_below(folder: Path) -> Iterator[Path]:
    """Give the files below a folder, sorted, without caches and hidden files."""
    for path in _entries(folder):
        if path.is_dir() and not path.is_symlink():
            yield from files_below(path)
        else:
            yield path


def solution_strays(root: Path) -> tuple[str, ...]:
    """Name the files under `solutions/` that are no part of an exercise or of the quiz."""
    known = {folder.name: folder for folder in folders(root)}
    stray = []
    for path in files_below(root / SOLUTIONS):
        parts = path.relative_to(root / SOLUTIONS).parts
        match parts:
            case (name, file) if name in known and file in (
                f"{known[name].id}.py",
                "checks.py",
                TEXTS_SOURCE,
                AFTER_A_PASS,
                DRIVER,
                EQUIVALENTS,
            ):
                continue
            case (name, "mistakes" | "right", file) if name in known and file.endswith(".py"):
                continue
            case (name, file) if name == QUIZ and file.endswith(".toml"):
                continue
            case (file,) if file == ANSWERS and quiz_sources(root):
                continue
        stray.append(path.relative_to(root).as_posix())
    return tuple(stray)


def _entries(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name[0] != "." and path.name != "__pycache__")


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


@frozen
class WrongVersion:
    """One file of `mistakes/`: its code, and its claims.

    `diagnoses` empty: no mistake is to be named. `pattern` has the ids of the patterns that are to be told, in whichever
    of the checks that fail; None: nothing is claimed about patterns.
    """

    file: str
    code: str
    diagnoses: frozenset[str]
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
    diagnoses = frozenset(_ids(entries["diagnosis"]))
    functions = [function.name for function in exercise.functions]
    if not _defined(tree).intersection(functions):
        raise SourceError(file, 1, REPLACES_NOTHING(known=", ".join(functions)))
    pattern = frozenset(_ids(entries["pattern"])) if "pattern" in entries else None
    return WrongVersion(file, code, diagnoses, named["fails"], named["waits"], pattern)


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


@frozen
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
