"""Cases of the usual kinds, and how their minimal ones are made, and shown: lines to paste that lead to one part of a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial, reduce
from operator import getitem
from typing import Any, cast

import numpy as np

from autograder.gradcheck.ridders import EPSILON, numeric_gradient
from autograder.judging.model import Case, Expected, Formula, Repro, Written, formula_arguments
from autograder.sandbox.protocol.calls import Array, Call, Value

__all__ = [
    "EPSILON",
    "by_formula",
    "exact_case",
    "gradient_case",
    "linear_slope",
    "minimal",
    "numeric_gradient",
    "repeat_first",
    "short_decimal",
    "upstream_gradient",
    "value_case",
]


def repeat_first(cases: Sequence[Case]) -> list[Case]:
    """Give the cases, and the first call again: what is kept between calls shows there."""
    return [*cases, replace(cases[0], repeated=True)]


def minimal(case: Callable[..., Case], inputs: Iterable[Any]) -> Callable[[], list[Case]]:
    """Give the minimal cases of a check: `case(*args)` for each of the inputs, from the simplest up.

    Each of them is a tuple of arguments, or the one argument; lists stand for arrays. The cases are made when they are
    asked for, which is only after a failure.
    """
    given = [one if isinstance(one, tuple) else (one,) for one in inputs]

    def cases() -> list[Case]:
        return [case(*(np.array(arg) if isinstance(arg, list) else arg for arg in args)) for args in given]

    return cases


def short_decimal(rng: np.random.Generator, low: float, high: float, digits: int = 2) -> float:
    """Draw a number that is short enough to read and to type in."""
    return round(float(rng.uniform(low, high)), digits)


def by_formula(in_force: Formula | None, cases: Sequence[Case]) -> list[Case]:
    """Give the cases as they are, or, where a mistake is in force, the same calls with the numbers of its formula.

    These are known as well as the right ones, entry by entry the worst of them. Left out then are cases for a remark only, and
    those in which the mistake gives None.
    """
    if in_force is None:
        return list(cases)
    given = [(case, in_force(*formula_arguments(case.call.args))) for case in cases if case.remark is None]
    return [_mistaken(case, numbers) for case, numbers in given if numbers is not None]


def _mistaken(case: Case, numbers: Any) -> Case:  # noqa: ANN401 -- what a formula gives
    if isinstance(case.expected, Expected):
        return replace(case, expected=_with_value(case.expected, numbers))
    parts = zip(case.expected, numbers, strict=True)
    return replace(case, expected=tuple(_with_value(expected, part) for expected, part in parts))


def _with_value(expected: Expected, value: Value) -> Expected:
    array = np.array(value, np.float64)
    error = np.full(array.shape, expected.error.max(initial=0.0))
    return replace(expected, value=array, error=error, accepted_shapes=())


def upstream_gradient(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Draw an upstream gradient that no mistake can do without: of both signs, 0.5 to 1.5, never of ones."""
    drawn: Array = rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape)
    return drawn


def exact_case(
    function: str,
    name: str,
    right: Callable[..., Array],
    *args: Any,  # noqa: ANN401 -- whatever the function takes
    loose_rtol: float = 1e-5,
    integral: bool = False,
) -> Case:
    """Call `function` with `args`; what must come back is `right(*args)`, called `name` in messages, which has no error.

    `loose_rtol` and `integral` are those of `Expected`.
    """
    value = right(*args)
    return Case(Call(function, args), Expected(name, value, np.zeros(value.shape), (), loose_rtol, integral=integral))


def value_case(function: str, name: str, forward: Callable[..., Array], *args: Array) -> Case:
    """Call `function` with `args`; what must come back is `forward(*args)`, called `name` in messages.

    For sums of products: the error allowed is that of rounding, EPSILON · forward(|args|).
    """
    rounding = EPSILON * forward(*map(np.abs, args))
    return Case(Call(function, args), Expected(name, forward(*args), rounding))


def gradient_case(
    function: str,
    names: str | Sequence[str],
    forward: Callable[..., Array],
    G: Array,
    *args: Array,
    rows: Sequence[str] = (),
) -> Case:
    """Call `function(G, *args)`, G (the upstream gradient) shaped like `forward(*args)`; what must come back is a tuple.

    It holds, for each of `args`, the numeric gradient of Σ G · forward(*args), under its name of `names`. Where `names` is
    one name, not a sequence, the one gradient must come back by itself.
    `rows` names those of shape (k,) that may come as a row (1, k), with a remark.
    """
    parts = []
    for at, name in enumerate([names] if isinstance(names, str) else names):
        gradient = numeric_gradient(partial(_cost_along, forward, G, args, at), args[at])
        shapes = ((1, args[at].size),) if name in rows else ()
        parts.append(Expected(name, gradient.value, gradient.error, accepted_shapes=shapes))
    return Case(Call(function, (G, *args)), parts[0] if isinstance(names, str) else tuple(parts))


def linear_slope(forward: Callable[..., Array], at: int, G: Array, *args: Array) -> Array:
    """Give ∂(Σ G · forward)/∂args[at], shaped like args[at], of a function that is linear in it: for formulas.

    One central difference is exact there but for rounding, whatever its step.
    """
    steps = np.eye(args[at].size).reshape(-1, *args[at].shape)
    cost = partial(_cost_along, forward, G, args, at)
    return np.array([(cost(args[at] + step) - cost(args[at] - step)) / 2 for step in steps]).reshape(args[at].shape)


def _cost_along(forward: Callable[..., Array], G: Array, args: Sequence[Array], at: int, nudged: Array) -> float:
    """The cost whose gradient at the output is G, with one argument replaced."""
    return float((G * forward(*args[:at], nudged, *args[at + 1 :])).sum())


def shown_by_parts(case: Case, text: str, paths: Sequence[tuple[int, ...]]) -> Case:
    """Show a minimal case by `text`, a line of Python that makes its call, with subscripts: [2][0] for the path (2, 0).

    There is one path for each of the expected parts, in order; of a part too large to be shown, it is the first row.
    """
    from autograder.judging.counterexample import MOST_SHOWN  # as below: cases are shown only after a failure

    assert isinstance(case.expected, tuple)  # noqa: S101 -- its parts are what is shown
    lines = []
    for path, part in zip(paths, case.expected, strict=True):
        large = part.value.size > MOST_SHOWN
        steps = (*path, 0) if large else path
        right = replace(part, value=part.value[0], error=part.error[0]) if large else part
        lines.append(Repro(text + "".join(f"[{step}]" for step in steps), right, partial(_reached, steps)))
    return replace(case, repros=tuple(lines))


def shown_as_list(case: Case) -> Case:
    """Show a minimal case whose result is a list: numbers all at once, arrays item by item, and then all of them.

    An array is as good as the list, of k numbers one of shape (k,).
    """
    from autograder.judging.counterexample import DIGITS, shown, written_call

    assert isinstance(case.expected, tuple)  # noqa: S101 -- its parts are what is shown
    call, items = str(written_call(case.call)), [part.value for part in case.expected]
    if all(item.ndim == 0 for item in items):
        right = Expected("", np.array(items), np.zeros(len(items)), loose_rtol=0)
        return replace(case, repros=(Repro(call, right),))
    parts = shown_by_parts(case, call, [(at,) for at in range(len(items))]).repros
    return replace(case, repros=(*parts, Repro(call, Written(shown(items, DIGITS[0])))))


def _reached(path: tuple[int, ...], value: Any) -> Value:  # noqa: ANN401 -- whatever was returned
    """What the subscripts of `path` lead to; raises what Python raises."""
    return cast("Value", reduce(getitem, path, value))
