"""How an answer is spelled, in answers.toml or where one types it; with examples that answer no question.

A learner reads the examples just before answering: none may lie near a right number, whatever is drawn, nor be the
whole key of a question (tests/quiz/test_examples.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from autograder.i18n.language import Text

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
