"""A question about a learner's own code, what it says, and which answers are right."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

import numpy as np

from autograder.frozen import frozen
from autograder.i18n.language import Lang, Message, Text, decimal

Answer: TypeAlias = tuple[float, ...]
Kind = Literal["line", "shape", "number", "count"]

NEAR = 1e-2  # relative: who rounds to three digits has understood
NUMBER = re.compile(r"[-+−]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+−]?\d+)?")
FRACTION = re.compile(r"\s*([-+−]?\d+)\s*/\s*(\d+)\s*")

MAKES = Text(
    en="{call} Which line ({place}) makes {what}? (a line number)",
    pt="{call} Que linha ({place}) produz {what}? (um número de linha)",
)
THE_RESULT = Text(en="what it returns", pt="o que ela devolve")
THE_PART = Text(
    en="`{name}`, number {number} of the {count} values it returns",
    pt="`{name}`, o número {number} dos {count} valores que ela devolve",
)
THE_ATTRIBUTE = Text(en="what `{name}` is in the end", pt="o que `{name}` é no final")
USES = Text(
    en="{call} In which line ({place}) is `{name}` called? One of them is enough. (a line number)",
    pt="{call} Em que linha ({place}) `{name}` é chamada? Uma delas basta. (um número de linha)",
)
SHAPE = Text(
    en="{place}, line {line}: `{code}`. {call} Which shape has `{name}` after this line? (as 3, 2)",
    pt="{place}, linha {line}: `{code}`. {call} Que shape tem `{name}` depois dessa linha? (como 3, 2)",
)
SHAPE_RETURNED = Text(
    en="{call} Which shape has what it returns? (as 3, 2)",
    pt="{call} Que shape tem o que ela devolve? (como 3, 2)",
)
COUNT_USES = Text(
    en="{call} How many times does your code call `{name}` meanwhile? (a count)",
    pt="{call} Quantas vezes o seu código chama `{name}` durante isso? (uma contagem)",
)
COUNT_RUNS = Text(
    en="{place}, line {line}: `{code}`. {call} How many times does this line run? (a count)",
    pt="{place}, linha {line}: `{code}`. {call} Quantas vezes essa linha é executada? (uma contagem)",
)
VALUE = Text(
    en="With your code, which number is `{line}`? (a number)",
    pt="Com o seu código, que número é `{line}`? (um número)",
)
DOUBLED = Text(
    en="With your code, `{line}` is {before}. Which number is it if {what} is doubled? (a number)",
    pt="Com o seu código, `{line}` é {before}. Que número será se {what} dobrar? (um número)",
)
EVERY_ENTRY = Text(en="every entry of `{name}`", pt="cada entrada de `{name}`")
CALLED = Text(en="`{function}` is called with {given}.", pt="`{function}` é chamada com {given}.")
RUN = Text(en="This is run: `{line}`.", pt="Isto é executado: `{line}`.")
OR = Text(en=" or ", pt=" ou ")


@frozen
class OwnQuestion:
    """One question and the answers that are right, each one or more numbers."""

    kind: Kind
    prompt: Message
    right: tuple[Answer, ...]

    def is_right(self, typed: str) -> bool:
        """Whether what was typed is one of the right answers; for a number also with a decimal comma, or as 1/2."""
        if self.kind != "number":
            return tuple(_read(number) for number in NUMBER.findall(typed)) in self.right
        fraction = FRACTION.fullmatch(typed)
        if fraction is not None and int(fraction[2]):
            given: Answer = (_read(fraction[1]) / int(fraction[2]),)
        else:
            given = tuple(_read(number) for number in NUMBER.findall(typed.replace(",", ".")))
        return any(len(given) == len(one) and np.allclose(given, one, rtol=NEAR, atol=0) for one in self.right)

    def answer(self, lang: Lang) -> str:
        """Write what is right."""
        return OR.to(lang).join(self._written(one, lang) for one in self.right)

    def _written(self, answer: Answer, lang: Lang) -> str:
        if self.kind == "number":
            return ", ".join(decimal(f"{number:.4g}").to(lang) for number in answer)
        return ", ".join(f"{number:.0f}" for number in answer)


def _read(number: str) -> float:
    return float(number.replace("−", "-"))
