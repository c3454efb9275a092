"""The answers in the cells of a quiz's notebook, told by their labels, or by the questions that they stand below. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from autograder.frozen import frozen
from autograder.i18n.language import LANGUAGES, Text
from autograder.submission.notebook_cells import SURROGATES
from autograder.submission.worked_cells import source_of

LONGEST = 400  # characters of an answer that are looked at, as in answers.toml
LONGEST_PROMPT = 20_000  # characters of a cell that may ask a question
MOST_CELLS = 2_000  # that are compared with the questions' words; the quiz has some hundred
YOUR_ANSWER = Text(en="Your answer:", pt="Sua resposta:")  # what stands in an answer cell as it is handed out
STUBS = ("YOUR ANSWER HERE", *(YOUR_ANSWER.to(lang).rstrip(":") for lang in LANGUAGES))  # the first is nbgrader's
PROMPT = "_prompt"  # the cell that asks the question X is labelled X_prompt

# What stands before the answer, and marks of Markdown around it; a minus sign belongs to a number.
STUB = rf"(?:{'|'.join(map(re.escape, STUBS))})[\s*_]*:?"
BEFORE = re.compile(rf"[\s*_#>]*{STUB}", re.IGNORECASE)
INSIDE = re.compile(STUB, re.IGNORECASE)
BULLET = re.compile(r"[-+•]\s+(?=[A-Za-z(])")
CALL = re.compile(r"answer\s*\(")  # a line of Python that answers is read as such
A_QUESTION = re.compile(r"\s*\*\*\d+\.\*\*")  # how the quiz's own cells begin, whichever question they ask
NO_WORD = re.compile(r"[\W_]+")


@frozen
class CellAnswers:
    """Answers by their questions; `found` are those that were told by the question above them."""

    answers: Mapping[str, str]
    found: frozenset[str]


def cell_answers(raw: Sequence[object], asked: Collection[str]) -> CellAnswers:
    """Read the answers of a notebook. Of several cells with one label the last that says something counts.

    A question that no such cell answers is answered by the first cell below it that says something.
    """
    ids = frozenset(asked)
    cells = [cell if isinstance(cell, dict) else {} for cell in raw]
    labels = [_label(cell, ids) for cell in cells]
    given: dict[str, str] = {}
    found: set[str] = set()
    for cell, (label, lost) in zip(reversed(cells), reversed(labels), strict=True):
        if label in ids and label not in given and (answer := answer_in(source_of(cell) or "")):
            given[label] = answer
            found |= {label} if lost else set()
    words = {id_: [_words(text) for text in asked[id_]] for id_ in asked} if isinstance(asked, Mapping) else {}
    below: dict[str, str] = {}
    question = ""
    for at, (cell, (label, _)) in enumerate(zip(cells, labels, strict=True)):
        source = source_of(cell) or ""
        asks = label.removesuffix(PROMPT) if label.endswith(PROMPT) else ""
        if not label and at < MOST_CELLS:
            asks = _asked(source, words)
        if asks or A_QUESTION.match(source):
            question = asks if asks in ids else ""
            inside = INSIDE.search(source)  # it may have been answered in the very cell that asks
            answer = answer_in(source[inside.start() :]) if inside else ""
        elif label:
            question = label if label in ids else ""
            continue
        else:
            answer = "" if CALL.search(source) else answer_in(source)
        if question and answer and question not in given:
            below.setdefault(question, answer)
    return CellAnswers({**given, **below}, frozenset(found | below.keys()))


def _asked(source: str, words: Mapping[str, Sequence[str]]) -> str:
    """Say which question a text asks, by its words; the longest one, if it holds several."""
    if not words or not 0 < len(source) <= LONGEST_PROMPT:
        return ""
    text = _words(source)
    asks = [(len(one), id_) for id_, all_ in words.items() for one in all_ if one and one in text]
    return max(asks)[1] if asks else ""


def _words(text: str) -> str:
    return NO_WORD.sub("", text).casefold()


def _label(cell: Mapping[object, object], ids: frozenset[str]) -> tuple[str, bool]:
    """Give the label of a cell, and whether it has lost it: then its id in the file tells it, where that was handed out."""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    label = marks.get("grade_id") if isinstance(marks, dict) else None
    if isinstance(label, str) and label:
        return label, False
    id_ = cell.get("id")
    known = isinstance(id_, str) and id_.removesuffix(PROMPT) in ids
    return (str(id_), True) if known else ("", False)


def answer_in(source: str) -> str:
    """Give the answer in the text of a cell, "" if there is none; the words before it may have been taken out."""
    text = SURROGATES.sub("�", source[: LONGEST * 2]).strip()
    found = BEFORE.match(text)
    lines = (" ".join(line.split()).strip("`*_$ ") for line in (text[found.end() :] if found else text).splitlines())
    return "\n".join(BULLET.sub("", line, count=1) for line in lines if line)[:LONGEST]
