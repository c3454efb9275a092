"""Numbers drawn per learner, and the places in a question's texts that they fill.

They follow from who the learner is and from what ships with the question, from nothing else: learner and grader
come to the same question without asking each other. Who claims to be somebody else gets another question that is
just as hard.

formula = "power-slope"
prompt.en = "What is the derivative of w² at w = {w}?"
[questions.draw]
w = [2, 3, -3]
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product

from autograder.i18n.catalogue_rules import EMPTY, wrong_in_pair
from autograder.i18n.language import Text, as_text
from autograder.i18n.sanitize import one_line
from autograder.quiz.formulas import FORMULAS, computed
from autograder.quiz.question_model import Draw, DrawnKey, Number, NumberKey, Question, Typical
from autograder.quiz.validation import (
    GIVEN_AWAY,
    NO_FORMULA,
    NO_NUMBERS,
    NO_PLACE,
    NO_VALUE,
    NOT_DRAWN,
    NOT_SHOWN,
    RIGHT_BY_CHANCE,
    TOO_MANY_DRAWS,
    Table,
)

PLACE = re.compile(r"\{([a-z][a-z0-9-]*)\}")
DIGITS = 10  # of a figure in a text: 0.1 + 0.2 is shown as 0.3


def known_as(learner: object) -> str | None:
    """Give the one form of a learner's name by which numbers are drawn; None if it is no name at all.

    Capitals, spaces and ways of encoding an accent make no difference; a whole number is a name too. The empty
    name, which is nobody's, gets the first of all numbers.
    """
    if isinstance(learner, bool) or not isinstance(learner, str | int):
        return None
    if isinstance(learner, int) and learner.bit_length() > 64:  # noqa: PLR2004 -- longer than any number of a student
        return None
    return " ".join(unicodedata.normalize("NFKC", str(learner)).casefold().split())


def drawn(question: Question, learner: str) -> Question:
    """Give the question as this learner gets it, without any place left to fill; `learner` as of `known_as`."""
    return with_numbers(question, {name: _pick(learner, question.id, name, of) for name, of in question.draw.items()})


def every_draw(question: Question) -> Iterator[Mapping[str, float]]:
    """Go through all numbers that somebody may get, the default ones first."""
    for numbers in product(*question.draw.values()):
        yield dict(zip(question.draw, numbers, strict=True))


def with_numbers(question: Question, numbers: Mapping[str, float]) -> Question:
    """Give the question with these numbers in it. Raises ValueError where a formula gives no number."""
    if not question.draw:
        return question
    part = question.part
    if isinstance(part, Number) and isinstance(part.key, DrawnKey):
        part = Number(_key(part.key, numbers))
    return replace(question, prompt=filled(question.prompt, numbers), part=part, draw={})


def _key(key: DrawnKey, numbers: Mapping[str, float]) -> NumberKey:
    return NumberKey(
        value=_number(key.formula, numbers),
        tolerance=key.tolerance,
        right=filled(key.right, numbers),
        wrong=filled(key.wrong, numbers),
        typical=tuple(
            Typical(_number(typical.formula, numbers), filled(typical.why, numbers)) for typical in key.typical
        ),
    )


def _number(formula: str, numbers: Mapping[str, float]) -> float:
    value = computed(formula, numbers)
    if not isinstance(value, float):
        raise ValueError(f"{formula} gives no number")  # noqa: TRY004 -- of this value, not of its type
    return value


def _pick(learner: str, question_id: str, name: str, of: tuple[float, ...]) -> float:
    if not learner:
        return of[0]
    digest = hashlib.sha256(f"{learner}\0{question_id}\0{name}".encode("utf-8", "surrogatepass")).digest()
    return of[int.from_bytes(digest[:8], "big") % len(of)]


def places(text: Text) -> set[str]:
    """Name the places that a text has, in either language."""
    return {name for words in (text.en, text.pt) for name in PLACE.findall(words)}


def filled(text: Text, numbers: Mapping[str, float]) -> Text:
    """Fill the places of a text, each with a drawn number or with what the formula of that name gives."""
    values = {name: _shown(name, numbers) for name in places(text)}
    return as_text(text(**values))


def _shown(name: str, numbers: Mapping[str, float]) -> Text | str:
    value = numbers[name] if name in numbers else computed(name, numbers)
    if value is None:
        raise ValueError(f"{name} gives no number")
    return value if isinstance(value, str) else figure(value)


def figure(value: float) -> Text:
    """Write a finite number as prose does: −0.25 in English, −0,25 in Portuguese, never 1e-05."""
    digits = format(Decimal(f"{value:.{DIGITS}g}"), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    digits = digits.replace("-", "−")
    return Text(en=digits, pt=digits.replace(".", ","))


MOST_DRAWS = 1_000  # combinations of one question; each is tried out when the question is read


def draw_of(table: Table) -> Draw:
    """Read the parameters of a question and the numbers each is drawn from; none if it draws nothing."""
    found = table.take("draw", dict, {})
    if "draw" in table.data and not found:
        raise table.error("draw", EMPTY())
    draw: dict[str, tuple[float, ...]] = {}
    for name, numbers in found.items():
        inner = table.inner("draw", found)
        if not PLACE.fullmatch(f"{{{name}}}"):
            raise inner.error(one_line(name, 80), NO_PLACE(place=one_line(name, 80)))
        if not isinstance(numbers, list) or not _different_numbers(numbers):
            raise inner.error(name, NO_NUMBERS(got=one_line(str(numbers), 80)))
        draw[name] = tuple(float(number) for number in numbers)
    count = math.prod(len(numbers) for numbers in draw.values())
    if count > MOST_DRAWS:
        raise table.error("draw", TOO_MANY_DRAWS(count=count, most=MOST_DRAWS))
    return draw


def _different_numbers(numbers: list[object]) -> bool:
    fine = [
        number
        for number in numbers
        if isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number)
    ]
    return 0 < len(numbers) == len(set(fine))


def with_places(table: Table, entry: str, text: Text, draw: Draw) -> Text:
    """Make of the braces in a text, which are plain ones so far, the places that are filled for each learner."""
    if not draw:
        return text
    opened = Text(*(words.replace("{{", "{").replace("}}", "}") for words in (text.en, text.pt)))
    for words in (opened.en, opened.pt):
        rest = PLACE.sub("", words)
        if "{" in rest or "}" in rest:
            raise table.error(entry, NO_PLACE(place="{ }"))
    for name in sorted(places(opened)):
        if name not in draw and (name not in FORMULAS or set(FORMULAS[name].parameters) - set(draw)):
            raise table.error(entry, NO_PLACE(place=f"{{{name}}}"))
    for _, what in wrong_in_pair(opened, PLACE.findall):
        raise table.error(entry, what)
    return opened


def check_draw(table: Table, question: Question) -> None:
    """See that everybody gets a question that can be answered, whatever is drawn. Raises `QuestionsError`."""
    if not question.draw:
        return
    named = places(question.prompt)
    shown = named | {name for place in named & set(FORMULAS) for name in FORMULAS[place].parameters}
    hidden = sorted(name for name, numbers in question.draw.items() if name not in shown and len(numbers) > 1)
    if hidden:
        raise table.error("draw", NOT_SHOWN(name=hidden[0]))
    key = question.part.key if isinstance(question.part, Number) else None
    formulas = dict(_named(key)) if isinstance(key, DrawnKey) else {}
    for entry, name in formulas.items():
        if name not in FORMULAS:
            raise table.error(entry, NO_FORMULA(name=one_line(name, 80), known=", ".join(FORMULAS)))
        missing = sorted(set(FORMULAS[name].parameters) - set(question.draw))
        if missing:
            raise table.error(entry, NOT_DRAWN(name=name, missing=", ".join(missing)))
    if isinstance(key, DrawnKey) and key.formula in named:
        raise table.error("prompt", GIVEN_AWAY(name=key.formula))
    for numbers in every_draw(question):
        _check_numbers(table, question, formulas, numbers)


def _check_numbers(table: Table, question: Question, formulas: Mapping[str, str], numbers: Mapping[str, float]) -> None:
    drawn = ", ".join(f"{name} = {number:g}" for name, number in numbers.items())
    for name in places(question.prompt) - set(numbers):
        if computed(name, numbers) is None:
            raise table.error("prompt", NO_VALUE(name=name, numbers=drawn))
    values = {entry: computed(name, numbers) for entry, name in formulas.items()}
    right = values.get("formula")
    for entry, value in values.items():
        if not isinstance(value, float):
            raise table.error(entry, NO_VALUE(name=formulas[entry], numbers=drawn))
        key = question.part.key
        if (
            entry != "formula"
            and isinstance(right, float)
            and isinstance(key, DrawnKey)
            and abs(value - right) <= key.tolerance
        ):
            raise table.error(entry, RIGHT_BY_CHANCE(numbers=drawn))


def _named(key: DrawnKey) -> Iterator[tuple[str, str]]:
    yield "formula", key.formula
    for number, typical in enumerate(key.typical, 1):
        yield f"typical.{number}.formula", typical.formula
