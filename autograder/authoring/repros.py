"""Minimal cases whose result is too large to be shown whole: lines to paste that lead to one part of it each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial, reduce
from operator import getitem
from typing import Any, cast

import numpy as np

from autograder.judging.counterexample import DIGITS, MOST_SHOWN, shown, written_call
from autograder.judging.model import Case, Expected, Repro, Written
from autograder.sandbox.protocol.values import Value


def shown_by_parts(case: Case, text: str, paths: Sequence[tuple[int, ...]]) -> Case:
    """Show a minimal case by `text`, a line of Python that makes its call, with subscripts: [2][0] for the path (2, 0).

    There is one path for each of the expected parts, in order; of a part too large to be shown, it is the first row.
    """
    assert isinstance(case.expected, tuple)  # noqa: S101 -- its parts are what is shown
    lines = []
    for path, part in zip(paths, case.expected, strict=True):
        large = part.value.size > MOST_SHOWN
        steps = (*path, 0) if large else path
        right = replace(part, value=part.value[0], error=part.error[0]) if large else part
        lines.append(Repro(text + "".join(f"[{step}]" for step in steps), right, partial(_reached, steps)))
    return replace(case, repros=tuple(lines))


def shown_by_items(case: Case) -> Case:
    """Show a minimal case whose result is a list of arrays: item by item, as an array may stand for the list; else, all of it."""
    assert isinstance(case.expected, tuple)  # noqa: S101 -- its parts are what is shown
    call = str(written_call(case.call))
    items = shown_by_parts(case, call, [(at,) for at in range(len(case.expected))]).repros
    whole = Written(shown([part.value for part in case.expected], DIGITS[0]))
    return replace(case, repros=(*items, Repro(call, whole)))


def shown_at_once(case: Case) -> Case:
    """Show a minimal case whose result is a list of k numbers by all of them: an array (k,) is as good."""
    assert isinstance(case.expected, tuple)  # noqa: S101 -- its parts are what is shown
    numbers = np.array([part.value for part in case.expected])
    right = Expected("", numbers, np.zeros(numbers.shape), loose_rtol=0)
    return replace(case, repros=(Repro(str(written_call(case.call)), right),))


def _reached(path: tuple[int, ...], value: Any) -> Value:  # noqa: ANN401 -- whatever was returned
    """What the subscripts of `path` lead to; raises what Python raises."""
    return cast("Value", reduce(getitem, path, value))
