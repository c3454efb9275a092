"""The notebooks of a release: the exercises' own with a heading, and the quiz as cells to answer in. Pure.

Cells are plain dictionaries of nbformat 4.5, written out key by key, so that no library's version changes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from autograder.i18n.language import Lang
from autograder.nbgrader import nbgrader_messages
from autograder.quiz.answer_format import kind_of
from autograder.quiz.question_model import Choice, Choices, Number, Ordering, Question
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


def exercise_page(notebook: str, lang: Lang, *, exercise: str, file: str, at: int, count: int, points: int) -> str:
    """Give an exercise's notebook with a heading that says where it stands and how to hand it in."""
    page = json.loads(notebook)
    heading = nbgrader_messages.HEADER(at=at, count=count, points=points, file=file).to(lang)
    page["cells"] = [_cell(f"{exercise}_header", heading, locked=True), *page["cells"]]
    return _written(page)


def quiz_page(questions: Sequence[Question], lang: Lang, file: str) -> str:
    """Give the quiz as a notebook: of each question a locked cell that asks and a cell for the answer.

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
        cells.append(_cell(question.id, stub, points=question.points))
    return _written({"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5})


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
