"""What judging one exercise may cost: a reply is read once, and the search for what explains it has a budget.

The budget is counted in steps (numbers compared, formulas worked out), not in seconds: the same submission gets the same
report on any machine, however busy. Verdicts never hang on it: where it is used up, a name or an example is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from autograder.i18n.language import Message, Text
from autograder.judging.model import Verdict

Found = TypeVar("Found")

MOST_STEPS = 2_000_000  # of an exercise, ten times what any mistake of the course takes
FORMULA = 100  # steps that working out a formula takes, beside those for its numbers

USED_UP = Text(
    en="the grader looked for the mistake behind this, or for a simpler call that goes wrong, until its budget of {steps} steps for this exercise was used up: the verdict stands, the explanation is missing. Return no more numbers than are asked for",
    pt="o corretor procurou o erro por trás disto, ou uma chamada mais simples que dê errado, até esgotar o orçamento de {steps} passos deste exercício: a avaliação vale, falta a explicação. Devolva só os números pedidos",
)


class OutOfSteps(Exception):  # noqa: N818 -- it says what happened
    """The budget for explanations is used up."""


@dataclass(slots=True)
class Work:
    """What was done for one exercise so far. `read` has what was made of each value, beside the value itself."""

    steps: int = MOST_STEPS
    left: int = MOST_STEPS
    explaining: bool = False
    read: dict[int, tuple[object, Any]] = field(default_factory=dict)


_WORK: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def counted(steps: int | None = None) -> Iterator[Work]:
    """Count the work of judging one exercise; outside of this nothing is remembered, and nothing runs out."""
    most = MOST_STEPS if steps is None else steps
    work = Work(most, most)
    token = _WORK.set(work)
    try:
        yield work
    finally:
        _WORK.reset(token)


def read_once(value: object, read: Callable[[Any], Found]) -> Found:
    """Give what `read` makes of a value; a second time, what it made of this very object before."""
    work = _WORK.get()
    if work is None:
        return read(value)
    kept = work.read.get(id(value))
    if kept is None:  # the value is kept as well, so that no other one gets its id
        kept = work.read[id(value)] = value, read(value)
    found: Found = kept[1]
    return found


def spend(steps: int) -> None:
    """Use up so many steps of the budget; raises OutOfSteps where explaining has no more of them."""
    work = _WORK.get()
    if work is not None and work.explaining:
        work.left -= steps
        if work.left < 0:
            raise OutOfSteps


def explained(explain: Callable[[], Found], otherwise: Callable[[Message], Found]) -> Found:
    """Give what `explain` finds; where the budget does not reach for that, `otherwise` with what there is to say of it."""
    work = _WORK.get()
    if work is None or work.explaining:
        return explain()
    work.explaining = True
    try:
        return explain()
    except OutOfSteps:
        return otherwise(USED_UP(steps=work.steps))
    finally:
        work.explaining = False


def remarked(verdict: Verdict, remark: Message) -> Verdict:
    """Give the verdict with one more remark."""
    return replace(verdict, remarks=(*verdict.remarks, remark))
