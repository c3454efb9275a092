"""An nbgrader course laid out: its configuration, and the pages of each assignment."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

from autograder.atomic_write import replace_file
from autograder.course.course import Course
from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text, decimal
from autograder.nbgrader import nbgrader_messages
from autograder.quiz.parse import parse_questions
from autograder.quiz.question_model import (
    Choice,
    Choices,
    Key,
    LettersKey,
    Number,
    NumberKey,
    Ordering,
    Question,
    kind_of,
)
from autograder.quiz.variants import drawn
from autograder.submission.quiz_cells import YOUR_ANSWER

Cell: TypeAlias = dict[str, Any]

QUIZ = "quiz"
SCHEMA = 3  # of nbgrader's metadata
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
ASKED = {
    Choice: nbgrader_messages.ONE_LETTER,
    Choices: nbgrader_messages.LETTERS,
    Ordering: nbgrader_messages.ORDER,
    Number: nbgrader_messages.NUMBER,
}
CODE_SPAN = re.compile(r"(`[^`\n]*`)")
SIGNS = re.compile(r"([\\*_<\[\]$#|~])")  # what Markdown and MathJax might obey in a question's plain text
STUB = re.compile(r"### BEGIN SOLUTION\n[ \t]*(.+)\n[ \t]*### END SOLUTION")


def exercise_page(
    notebook: str, lang: Lang, *, exercise: str, file: str, at: int, count: int, points: int, extra: bool = False
) -> str:
    """Give an exercise's notebook with a heading that says where it stands and how to hand it in."""
    page = json.loads(notebook)
    header = nbgrader_messages.EXTRA_HEADER if extra else nbgrader_messages.HEADER
    heading = header(at=at, count=count, points=points, file=file).to(lang)
    page["cells"] = [_cell(f"{exercise}_header", heading, locked=True), *page["cells"]]
    return _written(page)


def with_solution(notebook: str, code: str) -> str:
    """Give an exercise's notebook with its code solved, between the marks at which nbgrader clears it again."""
    page = json.loads(notebook)
    for cell in page["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = code.rstrip("\n").splitlines(keepends=True)
    return _written(page)


def quiz_page(questions: Sequence[Question], lang: Lang, file: str, key: Key | None = None) -> str:
    """Give the quiz as a notebook: of each question a locked cell that asks and a cell for the answer.

    With the `key`, the answers stand in their cells with the reasons: nbgrader puts its stub in their place again.

    Everybody gets the same notebook, so the numbers that are drawn are those of nobody in particular. An answer cell is
    what nbgrader calls manually graded: without the course's grader nobody gets its points by accident.
    """
    points = sum(question.points for question in questions)
    stub = YOUR_ANSWER.to(lang)
    heading = nbgrader_messages.QUIZ_HEADER(count=len(questions), points=points, stub=stub, file=file).to(lang)
    cells = [_cell(f"{QUIZ}_header", heading, locked=True)]
    for number, question in enumerate(questions, 1):
        asked = "\n".join(_asked(drawn(question, ""), number, lang))
        cells.append(_cell(f"{question.id}_prompt", asked, locked=True))
        answer = _answered(drawn(key[question.id], ""), lang) if key and question.id in key else stub
        cells.append(_cell(question.id, answer, points=question.points))
    return _written({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})


def _answered(question: Question, lang: Lang) -> str:
    """Write the right answer to a drawn question, and why it is right."""
    match question.part.key:
        case LettersKey() as key:
            several = isinstance(question.part, Ordering)
            reasons = "\n".join(f"- {letter}) {_plain(key.why[letter].to(lang))}" for letter in key.letters)
            return f"{(' > ' if several else ' ').join(key.letters)}\n\n{reasons}"
        case NumberKey() as key:
            return f"{decimal(f'{key.value:.12g}').to(lang)}\n\n{_plain(key.right.to(lang))}"
    raise ValueError(f"question {question.id} has no key")


def code_stub(notebook: str) -> str:
    """Give the line that stands in the place of a solution. Raises ValueError where there is none."""
    for cell in json.loads(notebook)["cells"]:
        found = STUB.search("".join(cell["source"]))
        if found:
            return found[1]
    raise ValueError("no solution is marked in this notebook")


def _asked(question: Question, number: int, lang: Lang) -> Iterator[str]:
    kind = f"{kind_of(question, lang)}; {ASKED[type(question.part)].to(lang)}"
    yield f"**{number}.** {_plain(question.prompt.to(lang))} *({kind})*"
    if not isinstance(question.part, Number):
        yield ""
        yield from (f"- **{option.letter})** {_plain(option.text.to(lang))}" for option in question.part.options)
    yield ""
    yield f"<small>{_plain(question.source)}</small>"


def _plain(text: str) -> str:
    """Keep Markdown from obeying signs of a plain text; what stands between backticks stays code."""
    pieces = CODE_SPAN.split(text)
    escaped = [piece if at % 2 else SIGNS.sub(r"\\\1", piece) for at, piece in enumerate(pieces)]
    return "".join(escaped).replace("\n", "  \n")


def _cell(grade_id: str, source: str, *, locked: bool = False, points: int | None = None) -> Cell:
    """Make a cell of text; one with points is an answer's: graded, and free to be written in."""
    answer = points is not None
    nbgrader: dict[str, Any] = {
        "grade": answer,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": SCHEMA,
        "solution": answer,
        "task": False,
    }
    if answer:
        nbgrader["points"] = points
    return {
        "cell_type": "markdown",
        "id": grade_id[:64],
        "metadata": {"nbgrader": nbgrader},
        "source": source.splitlines(keepends=True),
    }


def _written(notebook: Mapping[str, Any]) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


ASSIGNMENT = "backpropagation"
CONFIG = "nbgrader_config.py"
NAMED = 5  # so many cells that differ are named one by one

IN_CELLS = Text(en="in the cells {names}", pt="nas células {names}")
IN_LINES = Text(en="in {count} lines", pt="em {count} linhas")
AND_MORE = Text(en="{names} and {count} more", pt="{names} e mais {count}")
NO_NOTEBOOK = Text(en="it is no notebook", pt="não é um notebook")

State = Literal["written", "kept", "differs"]


@frozen
class Laid:
    """One file of the course: written now, kept as it should be, or kept although it differs (`where`)."""

    name: str
    state: State
    where: Message | None = None


def course_files(
    course: Course, lang: Lang, *, per_exercise: bool, solved: Mapping[str, str] | None = None, key: Key | None = None
) -> dict[str, str]:
    """Give the files of the course, name → text: the configuration and, by assignment, the notebooks.

    With `solved`, the code of each exercise by id, and the `key` of the quiz, source/ is the instructor's version.

    nbgrader adds up the points of an assignment: an extra exercise is one of its own, whatever `per_exercise` says.
    """
    questions = parse_questions(course.questions)
    pages: dict[str, str] = {}
    stub = ""
    alone: set[str] = set()
    for at, entry in enumerate(course.exercises, 1):
        notebook = entry.notebook_text(lang)
        stub = stub or code_stub(notebook)
        name = f"{entry.number}_{entry.id}"
        pages[name] = exercise_page(
            with_solution(notebook, solved[entry.id]) if solved else notebook,
            lang,
            exercise=entry.id,
            file=f"{name}.ipynb",
            at=at,
            count=sum(not other.exercise.extra for other in course.exercises),
            points=entry.exercise.points,
            extra=entry.exercise.extra,
        )
        if entry.exercise.extra:
            alone.add(name)
    pages[QUIZ] = quiz_page(questions, lang, f"{QUIZ}.ipynb", key)
    config = nbgrader_messages.CONFIG(code_stub=_quoted(stub), text_stub=_quoted(YOUR_ANSWER.to(lang)), lang=lang)
    files = {CONFIG: config.to(lang)}
    for name, page in pages.items():
        files[f"source/{name if per_exercise or name in alone else ASSIGNMENT}/{name}.ipynb"] = page
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
