"""Quiz questions, read from TOML: hand-written with their key, or shipped, graded ones without it."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from autograder.i18n.language import LANGUAGES
from autograder.i18n.sanitize import one_line
from autograder.quiz.question_model import (
    LETTERS,
    TEXTS,
    Choice,
    Choices,
    DrawnKey,
    DrawnTypical,
    Key,
    LettersKey,
    Number,
    NumberKey,
    Option,
    Ordering,
    Part,
    Question,
    Typical,
)
from autograder.quiz.validation import (
    ABSENT,
    EMPTY,
    EVERY_LETTER,
    FINITE,
    IN_ORDER_ALREADY,
    KEY_MISSING,
    LETTER_TWICE,
    LETTERS_IN_ORDER,
    NO_QUESTIONS,
    NO_SUCH_OPTION,
    NO_TOML,
    NOT_KEBAB,
    ONE_OF,
    POSITIVE,
    RESERVED,
    TWICE,
    TYPICAL_IS_RIGHT,
    WRONG_FILE,
    WRONG_KEY,
    QuestionsError,
    Table,
)
from autograder.quiz.variants import check_draw, draw_of, with_places

__all__ = [
    "LETTERS",
    "TEXTS",
    "Choice",
    "Choices",
    "Key",
    "LettersKey",
    "Number",
    "NumberKey",
    "Option",
    "Ordering",
    "Part",
    "Question",
    "QuestionsError",
    "Typical",
    "parse_key",
    "parse_questions",
]

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def parse_questions(text: str, file: str = "questions.toml") -> tuple[Question, ...]:
    """Read the questions of one TOML text, hand-written or shipped; `file` is its name in messages.

    Practice questions must have their key, graded ones may come without. Raises `QuestionsError`.
    """
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise QuestionsError(WRONG_FILE(file=file, what=NO_TOML(error=one_line(str(error))))) from None
    tables = data.get("questions")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise QuestionsError(WRONG_FILE(file=file, what=NO_QUESTIONS()))
    shared = {"text": data["text"]} if "text" in data else {}
    top = Table(file, "–", data, known=("text", "questions"))
    top.only_known()
    questions = tuple(_question(file, {**shared, **table}, number) for number, table in enumerate(tables, 1))
    _unique(file, questions)
    return questions


def parse_key(files: Mapping[str, str]) -> Key:
    """Read hand-written files (name → text): every question by its id, in the order of the course's texts.

    Raises `QuestionsError`, also for a question without its key and for an id used in two files.
    """
    found: list[Question] = []
    for file, text in sorted(files.items()):
        questions = parse_questions(text, file)
        for question in questions:
            if question.part.key is None:
                raise QuestionsError(WRONG_KEY(file=file, id=question.id, key="key", what=KEY_MISSING()))
        found += questions
        _unique(file, found)
    found.sort(key=lambda question: TEXTS.index(question.text_source))
    return {question.id: question for question in found}


def _unique(file: str, questions: Iterable[Question]) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise QuestionsError(WRONG_KEY(file=file, id=question.id, key="id", what=TWICE()))
        seen.add(question.id)


COMMON = ("id", "text", "section", "kind", "points", "graded", "prompt")


def _question(file: str, data: Mapping[str, Any], number: int) -> Question:
    table = Table(file, str(data.get("id", f"№ {number}")), data, ())
    if not ID.fullmatch(table.take("id", str)):
        raise table.error("id", NOT_KEBAB())
    if table.take("id", str) == "learner":
        raise table.error("id", RESERVED())
    kind = table.take("kind", str)
    if kind not in PARTS:
        raise table.error("kind", ONE_OF(known=", ".join(PARTS), got=one_line(kind, 80)))
    entries, read_part = PARTS[kind]
    table.known = (*COMMON, *entries)
    table.only_known()
    if (text_source := table.take("text", str)) not in TEXTS:
        raise table.error("text", ONE_OF(known=", ".join(TEXTS), got=one_line(text_source, 80)))
    points = table.take("points", int, 1)
    if points < 1:
        raise table.error("points", POSITIVE())
    draw = draw_of(table)
    question = Question(
        id=table.take("id", str),
        text_source=text_source,
        section=table.take("section", str, ""),
        points=points,
        graded=table.take("graded", bool),
        prompt=with_places(table, "prompt", table.text("prompt"), draw),
        part=read_part(table),
        draw=draw,
    )
    if question.part.key is None and not question.graded:
        raise table.error(("formula" if draw else "value") if kind == "number" else "key", ABSENT())
    check_draw(table, question)
    return question


def _choice(table: Table) -> Choice:
    options, key = _options(table, [table.take("key", str)] if "key" in table.data else None)
    return Choice(options, key)


def _choices(table: Table) -> Choices:
    options, key = _options(table, table.take("key", list) if "key" in table.data else None)
    return Choices(options, key)


def _ordering(table: Table) -> Ordering:
    options, key = _options(table, table.take("key", list) if "key" in table.data else None)
    if key is None:
        return Ordering(options, None)
    letters = tuple(table.take("key", list))
    shown = tuple(option.letter for option in options)
    if len(letters) < len(shown):
        raise table.error("key", EVERY_LETTER())
    if letters == shown:
        raise table.error("key", IN_ORDER_ALREADY())
    return Ordering(options, LettersKey(letters, key.why))


def _options(table: Table, letters: list[Any] | None) -> tuple[tuple[Option, ...], LettersKey | None]:
    found = table.take("options", dict)
    if list(found) != list(LETTERS[: len(found)]) or len(found) < 2:  # noqa: PLR2004 -- a choice is between two
        raise table.error("options", LETTERS_IN_ORDER())
    if letters is None and any(isinstance(option, dict) and "why" in option for option in found.values()):
        raise table.error("key", ABSENT())
    entries = LANGUAGES if letters is None else (*LANGUAGES, "why")
    all_options = table.inner("options", found)
    tables = {letter: all_options.inner(letter, entries) for letter in found}
    options = tuple(Option(letter, inner.words()) for letter, inner in tables.items())
    if letters is None:
        return options, None
    if not letters:
        raise table.error("key", EMPTY())
    for letter in letters:
        if not isinstance(letter, str) or letter not in found:
            raise table.error("key", NO_SUCH_OPTION(letter=one_line(str(letter), 80)))
    if len(set(letters)) < len(letters):
        raise table.error("key", LETTER_TWICE())
    why = {letter: inner.text("why") for letter, inner in tables.items()}
    return options, LettersKey(tuple(sorted(letters)), why)


def _number(table: Table) -> Number:
    if not any(entry in table.data for entry in NUMBER_KEY):
        return Number(None)
    tolerance = table.take("tolerance", float)
    if not (math.isfinite(tolerance) and tolerance > 0):
        raise table.error("tolerance", POSITIVE())
    return Number(_drawn_key(table, tolerance) if "draw" in table.data else _number_key(table, tolerance))


def _number_key(table: Table, tolerance: float) -> NumberKey:
    value = table.take("value", float)
    if not math.isfinite(value):
        raise table.error("value", FINITE())
    typical: list[Typical] = []
    for inner in _typical(table, "value"):
        typical.append(Typical(inner.take("value", float), inner.words()))
        if abs(typical[-1].value - value) <= tolerance:
            raise inner.error("value", TYPICAL_IS_RIGHT(value=f"{typical[-1].value:g}"))
    return NumberKey(value, tolerance, table.text("right"), table.text("wrong"), tuple(typical))


def _drawn_key(table: Table, tolerance: float) -> DrawnKey:
    draw = draw_of(table)
    right, wrong = (with_places(table, entry, table.text(entry), draw) for entry in ("right", "wrong"))
    typical = tuple(
        DrawnTypical(inner.take("formula", str), with_places(inner, "", inner.words(), draw))
        for inner in _typical(table, "formula")
    )
    return DrawnKey(table.take("formula", str), tolerance, right, wrong, typical)


def _typical(table: Table, entry: str) -> Iterable[Table]:
    for number, data in enumerate(table.take("typical", list, []), 1):
        at = str(number)
        yield Table(table.file, table.where, {at: data}, (at,), "typical.").inner(at, (entry, *LANGUAGES))


# A kind's own entries, and what reads them.
NUMBER_KEY = ("right", "wrong", "tolerance", "typical", "value", "formula")
PARTS: Mapping[str, tuple[tuple[str, ...], Callable[[Table], Part]]] = {
    "choice": (("options", "key"), _choice),
    "choices": (("options", "key"), _choices),
    "ordering": (("options", "key"), _ordering),
    "number": ((*NUMBER_KEY, "draw"), _number),
}
