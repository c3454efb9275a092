"""How a question looks in plain text, and how an answer to it is written; with examples that answer no question.

A learner reads the examples just before answering: none may lie near a right number, whatever is drawn, nor be the
whole key of a question (tests/quiz/test_examples.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Literal, TypeAlias

from autograder.i18n.language import Lang, Text
from autograder.quiz.question_model import Choice, Choices, Ordering, Question

Spelling: TypeAlias = Literal["toml", "typed"]  # a value in answers.toml, or what is typed at a question

A_DECIMAL = 0.35  # where a line of Python is shown
DECIMAL = Text(en="0.35", pt="0,35")
TYPED_NUMBERS = Text(en="7.5, 0.35 or -2/3", pt="7,5 ou 0,35 ou -2/3")
TOML_NUMBERS = Text(en='7.5, 0.35, "0,35", "-2/3" or 2.5e-3', pt='7.5, 0.35, "0,35", "-2/3" ou 2.5e-3')
TOML_LINES = Text(
    en='id = 7.5    or    id = 0.35    or, in quotes, "0,35" and "-2/3"',
    pt='id = 7.5    ou    id = 0.35    ou, entre aspas, "0,35" e "-2/3"',
)
TYPED_LETTERS = "a c"
TYPED_ORDER = "b > c > a"

NUMBERS: Mapping[Spelling, Text] = {"toml": TOML_NUMBERS, "typed": TYPED_NUMBERS}
DECIMALS: Mapping[Spelling, Text | str] = {"toml": "0.35", "typed": DECIMAL}


def letters_as(letters: Sequence[str], spelling: Spelling, between: str = " ") -> str:
    """Spell several letters, in any order."""
    return json.dumps(list(letters)) if spelling == "toml" else between.join(letters)


def order_as(letters: Sequence[str], spelling: Spelling) -> str:
    """Spell all letters in an order."""
    return json.dumps(list(letters)) if spelling == "toml" else " > ".join(letters)


PRACTICE = Text(en="practice", pt="prática")
GRADED = Text(en="graded", pt="avaliada")
SEVERAL = Text(en="(one or more options)", pt="(uma ou mais opções)")
IN_ORDER = Text(en="(put them all in order)", pt="(ponha tudo em ordem)")


def kind_of(question: Question, lang: Lang) -> str:
    """Say whether the question is for practice or graded."""
    return (GRADED if question.graded else PRACTICE).to(lang)


def question_lines(question: Question, lang: Lang, width: int) -> Iterator[str]:
    """Give the prompt and the options of a drawn question, wrapped at `width` columns."""
    prompt = question.prompt.to(lang)
    if isinstance(question.part, Choices | Ordering):
        asked = SEVERAL if isinstance(question.part, Choices) else IN_ORDER
        prompt = f"{prompt} {asked.to(lang)}"
    yield from paragraphs(prompt, width)
    if isinstance(question.part, Choice | Choices | Ordering):
        for option in question.part.options:
            head = f"  {option.letter}) "
            yield from wrapped(option.text.to(lang), width, head)


def paragraphs(text: str, width: int) -> Iterator[str]:
    """Wrap each line of `text` by itself."""
    for line in text.split("\n"):
        yield from wrapped(line, width)


def wrapped(text: str, width: int, head: str = "") -> list[str]:
    """Wrap one paragraph; `head` begins its first line, and the others are indented as far."""
    return wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )
