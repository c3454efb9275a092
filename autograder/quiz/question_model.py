"""What a quiz question is made of, how it looks in plain text, and how an answer to it is written.

A question without its key (`part.key is None`) is one as learners get it when it is graded: it can be asked
and its answer recorded, but not judged. The examples of how an answer is written answer no question.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from textwrap import wrap
from typing import Literal, TypeAlias

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Text

TEXTS = ("derivadas", "chain-rule", "cap-18.3", "pytorch", "xor")  # short names, in the order of the course
LETTERS = "abcdefgh"


@frozen
class Option:
    """One option of a question, or one item to put in order, under its letter."""

    letter: str
    text: Text


@frozen
class LettersKey:
    """The letters that are right, and for every option why it is right or wrong.

    Of an ordering they are all the letters in the right order, and why each stands where it does.
    """

    letters: tuple[str, ...]
    why: Mapping[str, Text]


@frozen
class Choice:
    """One of the options is right."""

    options: tuple[Option, ...]
    key: LettersKey | None


@frozen
class Choices:
    """One or more of the options are right; the point is given for exactly these."""

    options: tuple[Option, ...]
    key: LettersKey | None


@frozen
class Ordering:
    """All the options, shown in another order, are to be put in the right one."""

    options: tuple[Option, ...]
    key: LettersKey | None


@frozen
class Typical:
    """A wrong number that has a known cause."""

    value: float
    why: Text


@frozen
class NumberKey:
    """The right number; `tolerance` is absolute and its bound still counts as right."""

    value: float
    tolerance: float
    right: Text
    wrong: Text
    typical: tuple[Typical, ...] = ()


@frozen
class DrawnTypical:
    """A wrong number that has a known cause, by the name of its formula."""

    formula: str
    why: Text


@frozen
class DrawnKey:
    """The right number by the name of its formula, which is one of `autograder.quiz.formulas`.

    The texts have places, such as `{w}` and `{power-slope}`, for what is drawn and for what formulas give.
    """

    formula: str
    tolerance: float
    right: Text
    wrong: Text
    typical: tuple[DrawnTypical, ...] = ()


@frozen
class Number:
    """A number is asked for."""

    key: NumberKey | DrawnKey | None


Part: TypeAlias = Choice | Choices | Ordering | Number
Draw: TypeAlias = Mapping[str, tuple[float, ...]]  # a parameter's name → the numbers one of which a learner gets


@frozen
class Question:
    """One question; `text_source` is the short name of the text it comes from, `section` a place in it.

    With a `draw`, its texts have places; `autograder.quiz.variants.drawn` makes of it the question of one learner.
    """

    id: str
    text_source: str
    section: str
    points: int
    graded: bool
    prompt: Text
    part: Part
    draw: Draw = field(default_factory=dict)

    @property
    def source(self) -> str:
        """Where to read again, as "xor, Forward Pass"."""
        return f"{self.text_source}, {self.section}" if self.section else self.text_source

    def without_key(self) -> Question:
        """Give the question as it is shipped when graded: no key, no explanations."""
        return replace(self, part=replace(self.part, key=None))


Key: TypeAlias = Mapping[str, Question]  # by question id; every question has its key


Spelling: TypeAlias = Literal["toml", "typed"]  # a value in answers.toml, or what is typed at a question

A_DECIMAL = 0.35  # where a line of Python is shown
DECIMAL = Text(en="0.35", pt="0,35")
TYPED_NUMBERS = Text(en="7.5, 0.35 or -2/3", pt="7,5 ou 0,35 ou -2/3")
TOML_NUMBERS = Text(en='7.5, 0.35, "0,35", "-2/3" or 2.5e-3', pt='7.5, 0.35, "0,35", "-2/3" ou 2.5e-3')
TOML_LINES = Text(
    en='id = 7.5    or    id = 0.35    or, in quotes, "0,35" and "-2/3"',
    pt='id = 7.5    ou    id = 0.35    ou, entre aspas, "0,35" e "-2/3"',
)
TYPED_LETTERS = "a, c"
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
