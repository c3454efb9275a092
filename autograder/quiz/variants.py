"""Numbers drawn per learner: the same learner always gets the same ones, another learner others.

They follow from who the learner is and from what ships with the question, from nothing else: learner and grader
come to the same question without asking each other. Who claims to be somebody else gets another question that is
just as hard.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product

from autograder.i18n.language import LANGUAGES, Text
from autograder.quiz.formulas import computed
from autograder.quiz.question_model import DrawnKey, Number, NumberKey, Question, Typical

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
    en, pt = (text(**values).to(lang).replace("{", "{{").replace("}", "}}") for lang in LANGUAGES)
    return Text(en=en, pt=pt)


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
