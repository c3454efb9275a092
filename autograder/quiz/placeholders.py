"""The draw of a hand-written question and the places in its texts: read, and refused where somebody could not be asked.

formula = "power-slope"
prompt.en = "What is the derivative of w² at w = {w}?"
[questions.draw]
w = [2, 3, -3]
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from autograder.i18n.language import Text
from autograder.i18n.sanitize import one_line
from autograder.quiz.formulas import FORMULAS, computed
from autograder.quiz.question_model import Draw, DrawnKey, Number, Question
from autograder.quiz.toml_tables import EMPTY, Table
from autograder.quiz.validation import (
    GIVEN_AWAY,
    NO_FORMULA,
    NO_NUMBERS,
    NO_PLACE,
    NO_VALUE,
    NOT_DRAWN,
    NOT_SHOWN,
    OTHER_PLACES,
    RIGHT_BY_CHANCE,
    TOO_MANY_DRAWS,
)
from autograder.quiz.variants import PLACE, every_draw, places

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
    different = set(PLACE.findall(opened.en)) ^ set(PLACE.findall(opened.pt))
    if different:
        raise table.error(entry, OTHER_PLACES(names=", ".join(sorted(different))))
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
