"""What a quiz question is made of.

A question without its key (`part.key is None`) is one as learners get it when it is graded: it can be asked
and its answer recorded, but not judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from autograder.i18n.language import Text

TEXTS = ("derivadas", "chain-rule", "cap-18.3", "pytorch", "xor")  # short names, in the order of the course
LETTERS = "abcdefgh"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a question, or one item to put in order, under its letter."""

    letter: str
    text: Text


@dataclass(frozen=True, slots=True)
class LettersKey:
    """The letters that are right, and for every option why it is right or wrong.

    Of an ordering they are all the letters in the right order, and why each stands where it does.
    """

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
class Ordering:
    """All the options, shown in another order, are to be put in the right one."""

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
class DrawnTypical:
    """A wrong number that has a known cause, by the name of its formula."""

    formula: str
    why: Text


@dataclass(frozen=True, slots=True)
class DrawnKey:
    """The right number by the name of its formula, which is one of `autograder.quiz.formulas`.

    The texts have places, such as `{w}` and `{power-slope}`, for what is drawn and for what formulas give.
    """

    formula: str
    tolerance: float
    right: Text
    wrong: Text
    typical: tuple[DrawnTypical, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number is asked for."""

    key: NumberKey | DrawnKey | None


Part: TypeAlias = Choice | Choices | Ordering | Number
Draw: TypeAlias = Mapping[str, tuple[float, ...]]  # a parameter's name → the numbers one of which a learner gets


@dataclass(frozen=True, slots=True)
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
