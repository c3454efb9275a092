"""The hand-written questions of the course, and a small quiz for the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.quiz.parse import Key, Question, parse_key, parse_questions

HAND_WRITTEN = Path(__file__).resolve().parents[2] / "solutions" / "quiz"

SMALL = """
text = "xor"

[[questions]]
id = "pick-one"
section = "Forward Pass"
kind = "choice"
graded = false
prompt.en = "Which {one}?"
prompt."pt-BR" = "Qual {delas}?"
key = "b"
[questions.options.a]
en = "first"
"pt-BR" = "primeira"
why.en = "first is wrong"
why."pt-BR" = "a primeira está errada"
[questions.options.b]
en = "second"
"pt-BR" = "segunda"
why.en = "second is right"
why."pt-BR" = "a segunda está certa"
[questions.options.c]
en = "third"
"pt-BR" = "terceira"
why.en = "third is wrong"
why."pt-BR" = "a terceira está errada"

[[questions]]
id = "pick-some"
kind = "choices"
graded = true
points = 2
prompt.en = "Which ones?"
prompt."pt-BR" = "Quais?"
key = ["a", "c"]
[questions.options.a]
en = "alpha"
"pt-BR" = "alfa"
why.en = "alpha belongs"
why."pt-BR" = "alfa vale"
[questions.options.b]
en = "beta"
"pt-BR" = "beta"
why.en = "beta is out"
why."pt-BR" = "beta não vale"
[questions.options.c]
en = "gamma"
"pt-BR" = "gama"
why.en = "gamma belongs"
why."pt-BR" = "gama vale"

[[questions]]
id = "give-number"
kind = "number"
graded = false
prompt.en = "How much?"
prompt."pt-BR" = "Quanto?"
value = 0.899
tolerance = 0.001
right.en = "just so"
right."pt-BR" = "isso mesmo"
wrong.en = "another one"
wrong."pt-BR" = "outro"
[[questions.typical]]
value = 9
en = "nine is the height"
"pt-BR" = "nove é a altura"
"""

OTHER_KINDS = """
text = "pytorch"

[[questions]]
id = "put-in-order"
kind = "ordering"
graded = false
prompt.en = "Which order?"
prompt."pt-BR" = "Qual ordem?"
key = ["c", "a", "b"]
[questions.options.a]
en = "middle"
"pt-BR" = "meio"
why.en = "the middle needs a start"
why."pt-BR" = "o meio precisa de um começo"
[questions.options.b]
en = "end"
"pt-BR" = "fim"
why.en = "the end needs a middle"
why."pt-BR" = "o fim precisa de um meio"
[questions.options.c]
en = "start"
"pt-BR" = "começo"
why.en = "the start needs nothing"
why."pt-BR" = "o começo não precisa de nada"

[[questions]]
id = "drawn-slope"
kind = "number"
graded = true
points = 2
prompt.en = "J(w) = {power-name}: its slope at {w}?"
prompt."pt-BR" = "J(w) = {power-name}: a inclinação em {w}?"
formula = "power-slope"
tolerance = 0.01
right.en = "so it is: {power-slope-name} is {power-slope}"
right."pt-BR" = "isso mesmo: {power-slope-name} é {power-slope}"
wrong.en = "it would be {power-slope}"
wrong."pt-BR" = "seria {power-slope}"
[questions.draw]
p = [3, -1]
w = [2, 4, -5]
[[questions.typical]]
formula = "power-slope-opposite"
en = "the sign of {power-slope} is turned"
"pt-BR" = "o sinal de {power-slope} está trocado"
"""


@pytest.fixture
def other_text() -> str:
    """An ordering and a number that is drawn."""
    return OTHER_KINDS


@pytest.fixture
def other() -> tuple[Question, ...]:
    return parse_questions(OTHER_KINDS)


@pytest.fixture
def ordering(other: tuple[Question, ...]) -> Question:
    return other[0]


@pytest.fixture
def slope(other: tuple[Question, ...]) -> Question:
    """A question whose numbers are drawn."""
    return other[1]


@pytest.fixture
def small_text() -> str:
    return SMALL


@pytest.fixture
def small() -> tuple[Question, ...]:
    return tuple(parse_key({"xor.toml": SMALL}).values())


@pytest.fixture(scope="session")
def hand_written() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(HAND_WRITTEN.glob("*.toml"))}


@pytest.fixture(scope="session")
def key(hand_written: dict[str, str]) -> Key:
    return parse_key(hand_written)
