"""Checks of 03 chain_rule: the derivative of a composition and of a chain, held against numeric ones of the true chain.

Texts: chain-rule (the effect of x on the inner function, then that of the inner on the outer one), cap-18.3
(h′(x) = g′(f(x)) · f′(x)).

Every function is a slope times its argument and a smaller bend: it is smooth everywhere, no derivative comes near zero, and
the values stay in scale however long the chain. The figures are short decimals, so that a learner can type them in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate
from math import prod
from typing import NamedTuple, TypeAlias

import numpy as np

from autograder.authoring import (
    Call,
    Callback,
    Case,
    Catalogue,
    Expected,
    Known,
    Value,
    known,
    minimal,
    number_function,
    numeric_gradient,
    repeat_first,
    short_decimal,
)

OfNumber: TypeAlias = Callable[[float], float]
OfChain: TypeAlias = Callable[..., Value]  # of the functions, their derivatives, and x

TEXTS = Catalogue.beside(__file__)
CHAIN_OF_NONE = TEXTS.text("chain-of-none")


class Formula(NamedTuple):
    """A function of one number, and how it is written, with {y} where the argument stands."""

    text: str
    function: OfNumber

    def of(self, argument: str) -> str:
        """Write it with its argument."""
        return self.text.format(y=argument)


class Smooth(NamedTuple):
    """A function and its derivative."""

    value: Formula
    slope: Formula


# What a function bends by.
BENDS = (
    Smooth(Formula("* np.sin({y})", np.sin), Formula("* np.cos({y})", np.cos)),
    Smooth(Formula("* np.cos({y})", np.cos), Formula("* -np.sin({y})", lambda y: -np.sin(y))),
    Smooth(Formula("* np.arctan({y})", np.arctan), Formula("/ (1 + {y}**2)", lambda y: 1 / (1 + y**2))),
    Smooth(
        Formula("* np.exp(-({y}**2))", lambda y: np.exp(-(y**2))),
        Formula("* -2 * {y} * np.exp(-({y}**2))", lambda y: -2 * y * np.exp(-(y**2))),
    ),
    Smooth(
        Formula("/ (1 + {y}**2)", lambda y: 1 / (1 + y**2)),
        Formula("* -2 * {y} / (1 + {y}**2) ** 2", lambda y: -2 * y / (1 + y**2) ** 2),
    ),
    Smooth(
        Formula("* np.log(1 + {y}**2)", lambda y: np.log1p(y**2)),
        Formula("* 2 * {y} / (1 + {y}**2)", lambda y: 2 * y / (1 + y**2)),
    ),
    Smooth(
        Formula("* np.sqrt(1 + {y}**2)", lambda y: np.hypot(1, y)),
        Formula("* {y} / np.sqrt(1 + {y}**2)", lambda y: y / np.hypot(1, y)),
    ),
)


def smooth(rng: np.random.Generator, kind: int, sign: int) -> Smooth:
    """Draw a function of this kind of bend that rises (`sign` 1) or falls (−1)."""
    bend, bend_slope = BENDS[kind]
    b, a = sign * short_decimal(rng, 0.9, 1.4), short_decimal(rng, 0.4, 0.6)
    return Smooth(
        Formula(f"{b} * {{y}} + {a} {bend.text}", lambda y: b * y + a * bend.function(y)),
        Formula(f"{b} + {a} {bend_slope.text}", lambda y: b + a * bend_slope.function(y)),
    )


def smooth_chain(rng: np.random.Generator, length: int, sign: int) -> list[Smooth]:
    """Draw functions of different kinds, rising and falling ones; all together, they rise (`sign` 1) or fall (−1)."""
    signs = rng.choice([-1, 1], length).tolist()
    signs[0] = sign * prod(signs[1:])
    return [smooth(rng, int(kind), one) for kind, one in zip(rng.permutation(len(BENDS)), signs, strict=False)]


def start(rng: np.random.Generator) -> float:
    """Draw the x that a chain begins with."""
    return round(float(rng.uniform(0.3, 1.8) * rng.choice([-1, 1])), 3)


def given(name: str, formula: Formula) -> Callback:
    """Hand a function to the learner's code."""
    return number_function(name, (), lambda y: float(formula.function(float(y))), f"lambda y: {formula.of('y')}")


def values(fs: Sequence[OfNumber], x: float) -> list[float]:
    """Give x and what each function makes of it: one value more than there are functions."""
    return list(accumulate(fs, lambda value, f: f(value), initial=x))


def derivative(name: str, chain: Sequence[Smooth], x: float) -> Expected:
    """Expect the numeric derivative, at x, of the functions applied one after the other."""
    functions = [one.value.function for one in chain]
    gradient = numeric_gradient(lambda at: float(values(functions, float(at))[-1]), np.array(x))
    return Expected(name, gradient.value, gradient.error)


def composition_case(chain: Sequence[Smooth], x: float) -> Case:
    """Call `derivative_of_composition` for two functions."""
    f, g = chain
    name = f"f(x) = {f.value.of('x')}, g(y) = {g.value.of('y')} ⇒ (g∘f)′({x})"
    args = (given("dg", g.slope), given("f", f.value), given("df", f.slope), x)
    return Case(Call("derivative_of_composition", args), derivative(name, chain, x))


def chain_case(chain: Sequence[Smooth], x: float) -> Case:
    """Call `derivative_of_chain` for any number of functions."""
    numbered = list(enumerate(chain, start=1))
    formulas = ", ".join(f"f{i}(x) = {one.value.of('x')}" for i, one in numbered)
    whole = "∘".join(f"f{i}" for i, _ in reversed(numbered))
    name = f"{formulas} ⇒ {f'({whole})' if len(chain) > 1 else whole}′({x})"
    functions = [given(f"f{i}", one.value) for i, one in numbered]
    derivatives = [given(f"df{i}", one.slope) for i, one in numbered]
    return Case(Call("derivative_of_chain", (functions, derivatives, x)), derivative(name, chain, x))


def plan_composition(rng: np.random.Generator) -> list[Case]:
    """Pairs of functions, rising and falling; the first call twice."""
    return repeat_first([composition_case(smooth_chain(rng, 2, sign), start(rng)) for sign in (1, -1, 1, -1, 1)])


def plan_chain_of_two(rng: np.random.Generator) -> list[Case]:
    """Chains of two, rising and falling; the first call twice."""
    return repeat_first([chain_case(smooth_chain(rng, 2, sign), start(rng)) for sign in (1, -1, -1, 1)])


def plan_chain(rng: np.random.Generator) -> list[Case]:
    """Chains of three to five, so that wrong numbers show before anything raises; then of one; of none for a remark only."""
    drawn = ((3, 1), (4, -1), (5, 1), (3, -1), (1, 1), (1, -1))
    cases = repeat_first([chain_case(smooth_chain(rng, length, sign), start(rng)) for length, sign in drawn])
    return [*cases, replace(chain_case([], start(rng)), remark=CHAIN_OF_NONE)]


LINE = Smooth(Formula("3 * {y} + 1", lambda y: 3 * y + 1), Formula("3", lambda _: 3))
SQUARE = Smooth(Formula("{y}**2", lambda y: y**2), Formula("2 * {y}", lambda y: 2 * y))
CUBE = Smooth(Formula("{y}**3", lambda y: y**3), Formula("3 * {y}**2", lambda y: 3 * y**2))
RECIPROCAL = Smooth(Formula("1 / {y}", lambda y: 1 / y), Formula("-1 / {y}**2", lambda y: -1 / y**2))
# Powers at small numbers, and the example of the exercise; then one function alone, three and more.
MINIMAL_PAIRS = (((LINE, SQUARE), 1.0), ((SQUARE, CUBE), -2.0), ((SQUARE, RECIPROCAL), 4.0))
MINIMAL_CHAINS = (((SQUARE,), 3.0), ((SQUARE, LINE, CUBE), 2.0), ((LINE, SQUARE, RECIPROCAL, LINE), 1.0))


def slopes(ds: Sequence[OfNumber], points: Sequence[float]) -> list[float]:
    """Give each derivative at the point in its place; what is left over of either is not used."""
    return [d(point) for d, point in zip(ds, points, strict=False)]


def factors(fs: Sequence[OfNumber], ds: Sequence[OfNumber], x: float) -> list[float]:
    """Give the right factors: each derivative at what flows into its function."""
    return slopes(ds, values(fs, x))


def by_product_rule(fs: Sequence[OfNumber], ds: Sequence[OfNumber], x: float) -> float:
    """Differentiate f1(x) · f2(x) · …: each derivative times all the other values, added up."""
    at_x = [f(x) for f in fs]
    return float(sum(d(x) * prod(at_x[:i] + at_x[i + 1 :]) for i, d in enumerate(ds)))


NO_CALL = (
    r"TypeError: (unsupported operand type\(s\) for .*'function'|.* takes one number, not an object of type function)"
)
FUNCTION_NOT_CALLED = known("function-not-called", raises=NO_CALL)
LIST_CHANGED = known("argument-modified-in-place", in_place=True)
COMPOSITION = (
    known("outer-derivative-at-x", lambda dg, _f, df, x: dg(x) * df(x), texts="all-derivatives-at-x"),
    known("inner-factor-missing", lambda dg, f, _df, x: dg(f(x))),
    known("outer-factor-missing", lambda _dg, _f, df, x: df(x)),
    known("sum-for-product", lambda dg, f, df, x: dg(f(x)) + df(x)),
    known("derivative-at-derivative", lambda dg, _f, df, x: dg(df(x)) * df(x), lambda dg, _f, df, x: dg(df(x))),
    known("inner-derivative-at-f", lambda dg, f, df, x: dg(f(x)) * df(f(x))),
    known("value-for-derivative", lambda dg, f, _df, x: dg(f(x)) * f(x)),
    known("factor-inside-brackets", lambda dg, f, df, x: dg(f(x) * df(x))),
    known("outer-and-inner-swapped", lambda dg, f, df, x: df(f(x)) * dg(x), lambda dg, _f, df, x: df(dg(x)) * dg(x)),
    FUNCTION_NOT_CALLED,
)
CHAIN_OF_TWO = (
    known("all-derivatives-at-x", lambda _fs, ds, x: prod([d(x) for d in ds])),
    known("inner-factor-missing", lambda *args: factors(*args)[-1]),
    known("outer-factor-missing", lambda *args: factors(*args)[0]),
    known("sum-for-product", lambda *args: sum(factors(*args)), lambda *args: 1 + sum(factors(*args))),
    known("derivative-at-derivative", lambda _fs, ds, x: values(ds, x)[-1], lambda _fs, ds, x: prod(values(ds, x)[1:])),
    known("applied-last-to-first", lambda fs, ds, x: prod(factors(fs[::-1], ds[::-1], x))),
    known(
        "lists-in-opposite-order",
        lambda fs, ds, x: prod(factors(fs, ds[::-1], x)),
        lambda fs, ds, x: prod(factors(fs[::-1], ds, x)),
    ),
    known("derivative-at-output", lambda fs, ds, x: prod(slopes(ds, values(fs, x)[1:]))),
    known("all-derivatives-at-end", lambda fs, ds, x: prod([d(values(fs, x)[-1]) for d in ds])),
    known("product-starts-at-zero", lambda *_: 0.0, carries=False),
    known("value-not-derivative", lambda fs, _ds, x: values(fs, x)[-1], carries=False),
    known("factors-not-multiplied", lambda *args: np.array(factors(*args))),
    known("product-rule", by_product_rule),
    known("list-called-as-function", raises=r"TypeError: 'list' object is not callable"),
    known("index-beyond-end", raises=r"IndexError: list index out of range"),
    FUNCTION_NOT_CALLED,
    LIST_CHANGED,
)
CHAIN = (
    known("written-for-two", raises=r"IndexError: list index out of range", texts="written-for-two-by-index"),
    known("middle-of-chain-skipped", lambda fs, ds, x: ds[-1](fs[0](x)) * ds[0](x) if fs else 1.0),
    known("value-not-moved-on", lambda fs, ds, x: prod(slopes(ds, [x] + [f(x) for f in fs[:1]] * len(fs)))),
    known("each-function-applied-to-x", lambda fs, ds, x: prod(slopes(ds, [x, *(f(x) for f in fs)]))),
    known("product-overwritten", lambda *args: prod(factors(*args)[-2:])),
    LIST_CHANGED,
)


def right_chain(fs: Sequence[OfNumber], ds: Sequence[OfNumber], x: float) -> float:
    """The product of all factors."""
    return prod(factors(fs, ds, x))


def chains(in_force: OfChain = right_chain) -> Iterator[Known]:
    """The mistakes of longer chains, whatever is made of two functions; and those of the right rule."""
    yield known(
        "written-for-two",
        lambda fs, ds, x: in_force(fs[:2], ds[:2], x),
        raises=r"ValueError: (too many|not enough) values to unpack",
    )
    yield from CHAIN


def one_by_one(compose: Callable[..., float], fs: Sequence[OfNumber], ds: Sequence[OfNumber], x: float) -> float:
    """The derivative of a chain made by `compose`, the rule for two: the next function after all the earlier ones."""
    inner, slope = fs[0], ds[0]
    for f, d in zip(fs[1:], ds[1:], strict=True):
        inner, slope = _after(f, inner), partial(compose, d, inner, slope)
    return slope(x)


def _after(outer: OfNumber, inner: OfNumber) -> OfNumber:
    return lambda y: outer(inner(y))


def last_first(compose: Callable[..., float], fs: Sequence[OfNumber], ds: Sequence[OfNumber], x: float) -> float:
    """The same from the other end: all the later functions after the first."""
    slope = ds[-1]
    for f, d in zip(fs[-2::-1], ds[-2::-1], strict=True):
        slope = partial(compose, slope, f, d)
    return slope(x)


def chains_with(failed: Mapping[str, Callable[..., float]]) -> list[OfChain]:
    """A wrong chain of two at any length; or the chain made of a wrong rule for two functions, from either end."""
    if "chain_of_two" in failed:
        return [failed["chain_of_two"]]
    return [partial(one_by_one, failed["composition"]), partial(last_first, failed["composition"])]


of_chain = partial(TEXTS.check, uses=("composition",), carried=chains_with)
EXERCISE = TEXTS.exercise(
    "chain_rule",
    {"derivative_of_composition": "dg, f, df, x", "derivative_of_chain": "functions, derivatives, x"},
    [
        TEXTS.check("composition", 2, plan_composition, minimal(composition_case, MINIMAL_PAIRS), COMPOSITION),
        of_chain("chain_of_two", 1, plan_chain_of_two, minimal(chain_case, MINIMAL_PAIRS), CHAIN_OF_TWO),
        of_chain("chain", 2, plan_chain, minimal(chain_case, MINIMAL_CHAINS), chains, needs=("chain_of_two",)),
    ],
    texts=("chain-rule", "cap-18.3"),
    after=("derivative_estimates",),
    minutes=20,
)
