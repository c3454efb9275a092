"""Rows of a table of known mistakes, whose words stand in the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, TypeAlias

from autograder.frozen import frozen
from autograder.sandbox.protocol.calls import Value

RowFormula: TypeAlias = Callable[..., Value | tuple[Any, ...]]


@frozen(eq=False)
class Known:
    """One row: a known mistake of a check (see `autograder.judging.model.Mistake`), whose words stand in the catalogue.

    `texts` is the name of its record in the catalogue, where that is not its id; `fill` fills places of those texts.
    """

    id: str
    formulas: tuple[RowFormula, ...] = ()
    raises: str = ""
    in_place: bool = False
    texts: str = ""
    fill: Mapping[str, object] = field(default_factory=dict)
    constant: Callable[..., float | None] | None = None
    carries: bool = True


def known(
    id_: str,
    *formulas: RowFormula,
    raises: str = "",
    in_place: bool = False,
    texts: str = "",
    fill: Mapping[str, object] | None = None,
    constant: Callable[..., float | None] | None = None,
    carries: bool = True,
) -> Known:
    """Make a row. Each formula takes the function's arguments and gives the numbers of one guise of the mistake.

    `raises` is a regular expression on "Type: message" of the exception that the mistake leads to. With `in_place`, right
    numbers with a changed argument are called so in this check. With `constant`, the learner's code has a number of its
    own where one is passed: it is found by this function, of what was returned and the arguments, and each formula takes
    it as `constant`, with some default. Without `carries` its numbers are not carried forward to the checks that build on this
    one: they are those of code that does none of the work, such as a 0, or an argument as it came.
    """
    return Known(id_, formulas, raises, in_place, texts, fill or {}, constant, carries)
