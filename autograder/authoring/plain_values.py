"""Functions of the course handed to a learner's code, and the arrays that it returned."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.i18n.language import said
from autograder.judging.numbers import Numbers, as_numbers, described
from autograder.sandbox.protocol.calls import Array, BadQuestion, Callback, Value


def number_function(
    name: str, shape: tuple[int, ...], function: Callable[[Array], float], source: str = ""
) -> Callback:
    """Make a callback of `function`, which maps an array of `shape` to a float; shape `()` stands for a plain number.

    It takes whatever reads as real numbers of that shape: numbers, arrays, (nested) lists. Its answer may be infinite
    or NaN, as numpy's would be, and it never warns. Anything else raises `BadQuestion`, whose text is in both languages,
    since it crosses to the learner's process as the text of an exception. `source` is the function as a lambda.
    """
    en = f"an array of shape {shape}" if shape else "one number"
    pt = f"um array de shape {shape}" if shape else "um número"

    def asked(*args: Value) -> float:
        if len(args) != 1:
            raise BadQuestion("TypeError", f"{name} takes one argument, not {len(args)} / recebe um argumento só")
        numbers = as_numbers(args[0])
        if not isinstance(numbers, Numbers):
            what = described(args[0])
            got_en, got_pt = said(what, "en"), said(what, "pt-BR")
            raise BadQuestion("TypeError", f"{name} takes {en}, not {got_en} / recebe {pt}, e não {got_pt}")
        got = numbers.array.shape
        if got != shape:
            raise BadQuestion("ValueError", f"{name} takes {en}, not shape {got} / recebe {pt}, e não shape {got}")
        with np.errstate(all="ignore"):
            return float(function(numbers.array))

    return Callback(name, asked, source)


def arrays_in(value: Value) -> list[Array | None]:
    """Read the parts of a returned list or tuple as arrays, None for a part that is no numbers; [] of anything else."""
    parts = map(as_numbers, value if isinstance(value, list | tuple) else ())
    return [part.array if isinstance(part, Numbers) else None for part in parts]
