"""Quiz questions: what they are made of, and how they are read from TOML.

A question without its key (`part.key is None`) is one as learners get it when it is graded: it can be asked
and its answer recorded, but not judged.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from autograder.core.language import LANGUAGES, Text
from autograder.core.plain import one_line
from autograder.quiz.tables import ABSENT, EMPTY, WRONG_FILE, WRONG_KEY, QuestionsError, Table

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
    "Part",
    "Question",
    "QuestionsError",
    "Typical",
    "parse_key",
    "parse_questions",
]

TEXTS = ("derivadas", "chain-rule", "cap-18.3", "pytorch", "xor")  # short names, in the order of the course
LETTERS = "abcdefgh"
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question, under its letter."""

    letter: str
    text: Text


@dataclass(frozen=True, slots=True)
class LettersKey:
    """The letters that are right, and for every option why it is right or wrong."""

    letters: tuple[str, ...]
    why: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the options is right."""

    options: tuple[Option, ...]
    key: LettersKey | None


@dataclass(frozen=True, slots=True)
class Choices:
    """One or more of the options are right; the point is given for exactly these."""

    options: tuple[Option, ...]
    key: LettersKey | None


@dataclass(frozen=True, slots=True)
class Typical:
    """A wrong number that has a known cause."""

    value: float
    why: Text


@dataclass(frozen=True, slots=True)
class NumberKey:
    """The right number; `tolerance` is absolute and its bound still counts as right."""

    value: float
    tolerance: float
    right: Text
    wrong: Text
    typical: tuple[Typical, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number is asked for."""

    key: NumberKey | None


Part: TypeAlias = Choice | Choices | Number


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `text_source` is the short name of the text it comes from, `section` a place in it."""

    id: str
    text_source: str
    section: str
    points: int
    graded: bool
    prompt: Text
    part: Part

    @property
    def source(self) -> str:
        """Where to read again, as "xor, Forward Pass"."""
        return f"{self.text_source}, {self.section}" if self.section else self.text_source

    def without_key(self) -> Question:
        """Give the question as it is shipped when graded: no key, no explanations."""
        return replace(self, part=replace(self.part, key=None))


Key: TypeAlias = Mapping[str, Question]  # by question id; every question has its key

NO_TOML = Text(en="this is not valid TOML: {error}", pt="não é um TOML válido: {error}")
NO_QUESTIONS = Text(
    en="there are no questions in it; each one begins with a line [[questions]]",
    pt="não há nenhuma questão; cada uma começa com uma linha [[questions]]",
)
NOT_KEBAB = Text(
    en="an id is written in lower-case words joined by hyphens, as slope-of-square-at-3",
    pt="um id é escrito em palavras minúsculas ligadas por hífen, como slope-of-square-at-3",
)
TWICE = Text(en="another question has the same id", pt="outra questão já usa esse id")
ONE_OF = Text(en="it must be one of {known}, not {got}", pt="precisa ser um destes: {known}, e não {got}")
LETTERS_IN_ORDER = Text(
    en="options take the letters a, b, c … in this order, and there are at least two",
    pt="as opções usam as letras a, b, c … nesta ordem, e são pelo menos duas",
)
NO_SUCH_OPTION = Text(en="there is no option {letter}", pt="não existe a opção {letter}")
LETTER_TWICE = Text(en="a letter stands there twice", pt="há uma letra repetida")
FINITE = Text(en="it must be a finite number", pt="precisa ser um número finito")
POSITIVE = Text(en="it must be a finite number above zero", pt="precisa ser um número finito maior que zero")
TYPICAL_IS_RIGHT = Text(
    en="{value} is within the tolerance of the right value", pt="{value} cabe na tolerância do valor certo"
)
KEY_MISSING = Text(
    en="it is missing: this looks like the questions as learners get them; the key is in the hand-written files (solutions/quiz)",
    pt="está faltando: parecem ser as questões como os alunos as recebem; o gabarito fica nos arquivos escritos à mão (solutions/quiz)",
)


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
    question = Question(
        id=table.take("id", str),
        text_source=text_source,
        section=table.take("section", str, ""),
        points=points,
        graded=table.take("graded", bool),
        prompt=table.text("prompt"),
        part=read_part(table),
    )
    if question.part.key is None and not question.graded:
        raise table.error(entries[-1] if kind == "number" else "key", ABSENT())
    return question


def _choice(table: Table) -> Choice:
    options, key = _options(table, [table.take("key", str)] if "key" in table.data else None)
    return Choice(options, key)


def _choices(table: Table) -> Choices:
    options, key = _options(table, table.take("key", list) if "key" in table.data else None)
    return Choices(options, key)


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
    if not any(entry in table.data for entry in PARTS["number"][0]):
        return Number(None)
    value, tolerance = table.take("value", float), table.take("tolerance", float)
    if not math.isfinite(value):
        raise table.error("value", FINITE())
    if not (math.isfinite(tolerance) and tolerance > 0):
        raise table.error("tolerance", POSITIVE())
    typical: list[Typical] = []
    for number, data in enumerate(table.take("typical", list, []), 1):
        inner = Table(table.file, table.where, {"it": data}, ("it",)).inner("it", ("value", *LANGUAGES))
        inner.path = f"typical.{number}."
        typical.append(Typical(inner.take("value", float), inner.words()))
        if abs(typical[-1].value - value) <= tolerance:
            raise inner.error("value", TYPICAL_IS_RIGHT(value=f"{typical[-1].value:g}"))
    return Number(NumberKey(value, tolerance, table.text("right"), table.text("wrong"), tuple(typical)))


# A kind's own entries, and what reads them.
PARTS: Mapping[str, tuple[tuple[str, ...], Callable[[Table], Part]]] = {
    "choice": (("options", "key"), _choice),
    "choices": (("options", "key"), _choices),
    "number": (("right", "wrong", "tolerance", "typical", "value"), _number),
}
