"""The hand-written questions of the course, and a small quiz for the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.quiz.questions import Key, Question, parse_key

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
