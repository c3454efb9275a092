"""`autograder release`: a complete nbgrader course, made from what the package ships.

What is there already is never written over: it may be an instructor's. Where it differs from what this version of the
course makes, that is said in one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from autograder.atomic_write import replace_file
from autograder.course.course import Course
from autograder.i18n.language import Lang, Message, Text
from autograder.nbgrader import nbgrader_messages
from autograder.nbgrader.release_pages import QUIZ, code_stub, exercise_page, quiz_page
from autograder.quiz.parse import parse_questions
from autograder.submission.quiz_cells import YOUR_ANSWER

ASSIGNMENT = "backpropagation"
CONFIG = "nbgrader_config.py"
NAMED = 5  # so many cells that differ are named one by one

IN_CELLS = Text(en="in the cells {names}", pt="nas células {names}")
IN_LINES = Text(en="in {count} lines", pt="em {count} linhas")
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")
NO_NOTEBOOK = Text(en="it is no notebook", pt="não é um notebook")

State = Literal["written", "kept", "differs"]


@dataclass(frozen=True, slots=True)
class Laid:
    """One file of the course: written now, kept as it should be, or kept although it differs (`where`)."""

    name: str
    state: State
    where: Message | None = None


def course_files(course: Course, lang: Lang, *, per_exercise: bool) -> dict[str, str]:
    """Give the files of the course, name → text: the configuration and, by assignment, the notebooks."""
    questions = parse_questions(course.questions)
    pages: dict[str, str] = {}
    stub = ""
    for at, entry in enumerate(course.exercises, 1):
        notebook = entry.notebook_text(lang)
        stub = stub or code_stub(notebook)
        name = f"{entry.number}_{entry.id}"
        pages[name] = exercise_page(
            notebook,
            lang,
            exercise=entry.id,
            file=f"{name}.ipynb",
            at=at,
            count=len(course.exercises),
            points=entry.exercise.points,
        )
    pages[QUIZ] = quiz_page(questions, lang, f"{QUIZ}.ipynb")
    config = nbgrader_messages.CONFIG(code_stub=_quoted(stub), text_stub=_quoted(YOUR_ANSWER.to(lang)), lang=lang)
    files = {CONFIG: config.to(lang)}
    for name, page in pages.items():
        files[f"source/{name if per_exercise else ASSIGNMENT}/{name}.ipynb"] = page
    return files


def assignments(files: Mapping[str, str]) -> tuple[str, ...]:
    """Name the assignments that these files make, in the course's order."""
    return tuple(dict.fromkeys(name.split("/")[1] for name in files if name.startswith("source/")))


def lay_out(folder: Path, files: Mapping[str, str]) -> Iterator[Laid]:
    """Write what is not there yet, and say of each file what became of it. Raises OSError."""
    for name, text in files.items():
        path = folder / name
        if path.exists() or path.is_symlink():
            where = differences(path.read_text(encoding="utf-8", errors="replace"), text, name)
            yield Laid(name, "kept" if where is None else "differs", where)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode())
            yield Laid(name, "written")


def differences(there: str, made: str, name: str) -> Message | None:
    """Say where a file differs from the one made now; of notebooks only what learners and nbgrader see counts."""
    if there == made:
        return None
    if not name.endswith(".ipynb"):
        ours = set(made.splitlines())
        theirs = set(there.splitlines())
        count = len(ours ^ theirs)
        return IN_LINES(count=count) if count else None
    try:
        before, after = _cells(there), _cells(made)
    except (ValueError, TypeError, KeyError, AttributeError):
        return NO_NOTEBOOK()
    if list(before.items()) == list(after.items()):
        return None
    changed = [key for key in {**after, **before} if before.get(key) != after.get(key)] or list(after)
    names: object = ", ".join(changed[:NAMED])
    if len(changed) > NAMED:
        names = AND_MORE(names=names, count=len(changed) - NAMED)
    return IN_CELLS(names=names)


def _cells(notebook: str) -> dict[str, object]:
    """Give what counts of each cell by its grade_id, or by its place where it has none."""
    found: dict[str, object] = {}
    for at, cell in enumerate(json.loads(notebook)["cells"], 1):
        marks: dict[str, Any] = cell["metadata"].get("nbgrader", {})
        key = str(marks.get("grade_id") or f"№ {at}")
        roles = tuple(bool(marks.get(role)) for role in ("grade", "solution", "locked", "task"))
        points = float(marks["points"]) if "points" in marks else None
        found[key if key not in found else f"{key} (№ {at})"] = cell["cell_type"], _text(cell["source"]), roles, points
    return found


def _text(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
