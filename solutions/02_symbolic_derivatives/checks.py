"""Checks of 02 symbolic_derivatives: expressions judged by their numbers at drawn points, never read or evaluated here.

Text: derivadas (SymPy: symbols, diff, subs). driver.py, in the learner's process, makes SymPy expressions of the texts
below and says in plain values what came back. The right derivative comes from numbers (`CostAt`): no rule
of differentiation is in here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias, TypeGuard

import numpy as np

from autograder.authoring import (
    Answer,
    Call,
    Case,
    Catalogue,
    CostAt,
    Expected,
    Known,
    Opaque,
    Problem,
    Repro,
    Value,
    Written,
    arrays_in,
    counts,
    described,
    judge_driver_answers,
    known,
    minimal,
    one_line,
    repeat_first,
)

TEXTS = Catalogue.beside(__file__)
say = TEXTS.text


def _expected(place: CostAt, shown: str = "") -> Expected:
    """The slope here, named by the cost and the place (`shown`, if numbers alone do not say it)."""
    where = shown or ", ".join(f"{name} = {value:.6g}" for name, value in place.at.items())
    sign = "d" if len(place.at) == 1 else "∂"
    name = f"J = {place.text}, {where} ⇒ {sign}J/{sign}{place.symbol}"
    return Expected(name, np.array(place.slope()), np.array(place.rounding()))


def _is_fair(place: CostAt) -> bool:
    """Whether a small step estimates the slope well: finite differences must come within the rough tolerance."""
    return abs(place.slope()) > max(0.1 * abs(place.order(2)), 0.05) or place.slope() == 0


Names: TypeAlias = tuple[str, ...]


def _expression_case(rng: np.random.Generator, text: str, symbol: str, names: Names = (), *, count: int = 3) -> Case:
    """Ask for the derivative of `text` with respect to `symbol`, to be judged at `count` points of either sign."""
    names = names or (symbol,)
    places: list[CostAt] = []
    while len(places) < count:
        drawn = rng.uniform(0.7, 1.9, len(names)) * rng.choice([-1, 1], len(names))
        place = CostAt(text, symbol, dict(zip(names, drawn.round(2).tolist(), strict=True)))
        if _is_fair(place):
            places.append(place)
    return _judged_at(places)


def _judged_at(places: Sequence[CostAt]) -> Case:
    text, symbol, at = places[0].text, places[0].symbol, places[0].at
    points = [list(place.at.values()) for place in places]
    call = Call("symbolic_derivative", (text, symbol, tuple(at), points), via_driver="differentiate")
    return Case(call, tuple(_expected(place) for place in places))


def _value_case(text: str, symbol: str, value: float | str) -> Case:
    """Ask for the derivative at one value; a string such as "-3/2" stands for a fraction of SymPy."""
    place = CostAt(text, symbol, {symbol: float(Fraction(value))})
    call = Call("derivative_at", (text, symbol, value), via_driver="evaluate")
    return Case(call, _expected(place, f"{symbol} = {value}"))


def _polynomial(rng: np.random.Generator, symbol: str, power: int = 3, sign: str = "-") -> str:
    a, b, c = (int(n) for n in rng.choice(np.arange(2, 10), 3, replace=False))
    return f"{a}*{symbol}**{power} {sign} {b}*{symbol}**2 + {c}"


def _curves(rng: np.random.Generator, symbols: Sequence[str]) -> list[tuple[str, str]]:
    """An exponential, a wave and a sigmoid, each of its own symbol."""
    x, y, z = symbols
    a, b, c = (int(n) for n in rng.integers(2, 6, 3))
    return [(f"{a}*exp(-{x}) + {x}**2", x), (f"{b}*sin({y}) + {a}*{y}", y), (f"{c}/(1 + exp(-2*{z}))", z)]


def _drawn(rng: np.random.Generator, text: str, symbol: str, sign: int = 1) -> float:
    """Draw a value whose fourth and last decimal is 2: so twice that value, the slope of w², has more than three."""
    while True:
        value = sign * round(round(float(rng.uniform(0.6, 2.4)), 3) + 0.0002, 4)
        if _is_fair(CostAt(text, symbol, {symbol: value})):
            return value


def plan_powers(rng: np.random.Generator) -> list[Case]:
    """w², w³ and w, as in the text, then drawn polynomials of other symbols; the first one twice."""
    other = str(rng.choice(["v", "b", "theta"]))
    drawn = [(_polynomial(rng, "x"), "x"), (_polynomial(rng, other, 4), other)]
    texts = [("w**2", "w"), ("w**3", "w"), ("w", "w"), *drawn]
    return repeat_first([_expression_case(rng, *text) for text in texts])


def plan_curves(rng: np.random.Generator) -> list[Case]:
    """1/w and another reciprocal, an exponential, a wave, a sigmoid."""
    symbols = [str(name) for name in rng.permutation(["w", "x", "v"])]
    texts = [("1/w", "w"), (f"{rng.integers(2, 9)}/x", "x"), *_curves(rng, symbols)]
    return [_expression_case(rng, *text) for text in texts]


def plan_partial(rng: np.random.Generator) -> list[Case]:
    """Costs of several symbols, with respect to one in the middle of the alphabet too, and a cost that has no w in it."""
    a, b, c = (int(n) for n in rng.integers(2, 9, 3))
    error = f"(w*x + b - y)**2 + {a}*w*b"
    mixed = f"{b}*b*w**2 + w*x**3 + {c}*x"
    cases = [_expression_case(rng, error, str(symbol), ("w", "x", "b", "y")) for symbol in rng.permutation(["w", "b"])]
    cases += [_expression_case(rng, mixed, symbol, ("b", "w", "x")) for symbol in ("w", "x")]
    return [*cases, _expression_case(rng, f"{c}*b**2 + b", "w", ("b", "w"))]


def plan_value(rng: np.random.Generator) -> list[Case]:
    """Polynomials that rise, at positive ints and floats; the first one twice.

    The first is of fifth order and is asked at the int 5, so that a value taken for an order of differentiation shows.
    """
    texts = [("w**2", "w"), (_polynomial(rng, "x", 3, "+"), "x"), ("w**3", "w"), (_polynomial(rng, "v", 4, "+"), "v")]
    first = _value_case(_polynomial(rng, "w", 5, "+"), "w", 5)
    return repeat_first([first, *(_value_case(*text, _drawn(rng, *text)) for text in texts)])


def plan_value_anywhere(rng: np.random.Generator) -> list[Case]:
    """w² at −3, as in the text; a negative float, and fractions of either sign, for 1/w too.

    Fractions are put to powers and reciprocals only: numpy's exp and sin, which lambdify may use, take none of SymPy's.
    """
    fractions = ["3/2", "5/2", "5/3", "7/4", "9/5"]
    one, other, third = (str(value) for value in rng.choice(fractions, 3, replace=False))
    cubic = _polynomial(rng, "x")
    return [
        _value_case("w**2", "w", -3),
        _value_case("1/w", "w", f"-{one}"),
        _value_case(f"{rng.integers(2, 9)}/x", "x", other),
        _value_case("v**3 + 5*v**2", "v", f"-{third}"),
        _value_case(cubic, "x", _drawn(rng, cubic, "x", sign=-1)),
    ]


MINIMAL_POINTS = ((1.25, 0.75, 1.5), (-1.5, 1.75, -0.75))
# Text, symbol, and the right derivative as SymPy writes it, or the value. No two of a check have the same derivative: what
# is right once would otherwise be taken for kept from there.
POWERS_SHOWN = (
    *((power, "w", slope) for power, slope in (("w**2", "2*w"), ("w**3", "3*w**2"), ("w", "1"))),
    ("w**2 + 5*w + 7", "w", "2*w + 5"),
    ("x**2", "x", "2*x"),
    ("v**4", "v", "4*v**3"),
)
CURVES_SHOWN = (
    *(
        ("1/w", "w", "-1/w**2"),
        ("exp(2*w)", "w", "2*exp(2*w)"),
        ("sin(w)", "w", "cos(w)"),
        ("exp(-w)", "w", "-exp(-w)"),
    ),
    *(("3/w", "w", "-3/w**2"), ("1/(1 + exp(-w))", "w", "exp(-w)/(1 + exp(-w))**2")),
)
PARTIAL_SHOWN = (
    ("w*x", "w", "x", ("w", "x")),
    ("w**2*x", "x", "w**2", ("w", "x")),
    ("5*b*w", "w", "5*b", ("b", "w")),
    ("(w*x + b)**2", "b", "2*b + 2*w*x", ("b", "w", "x")),
    ("(w*x + b)**2", "w", "2*x*(b + w*x)", ("b", "w", "x")),
    ("b**2", "w", "0", ("b", "w")),
)
VALUE_SHOWN = (("w**2", "w", 5), ("x**2", "x", 4), ("w**3 + 7", "w", 2), ("w**2", "w", 2.5), ("w**2", "w", 0.40625))
ANYWHERE_SHOWN = (
    ("w**2", "w", -3),
    ("1/w", "w", "1/2"),
    ("w**2", "w", "-1/2"),
    ("w**3", "w", -1.5),
    ("1/w", "w", "-2/3"),
)


def _minimal_expression(text: str, symbol: str, right: str, names: Names = ()) -> Case:
    names = names or (symbol,)
    places = [CostAt(text, symbol, dict(zip(names, point, strict=False))) for point in MINIMAL_POINTS]
    line = f'symbolic_derivative(sympy.sympify("{text}"), sympy.Symbol("{symbol}"))'
    return replace(_judged_at(places), repros=(Repro(line, Written(right), displayed),))


def _minimal_value(text: str, symbol: str, value: float | str) -> Case:
    case, fraction = _value_case(text, symbol, value), Fraction(value)
    at = f"sympy.Rational({fraction.numerator}, {fraction.denominator})" if isinstance(value, str) else value
    line = f'derivative_at(sympy.sympify("{text}"), sympy.Symbol("{symbol}"), {at})'
    assert isinstance(case.expected, Expected)  # noqa: S101 -- _value_case made it
    return replace(case, repros=(Repro(line, case.expected, displayed),))


def displayed(answer: Value) -> Value:
    """Give what the driver was given, an object of SymPy as it writes itself; ValueError if that is not told."""
    match answer:
        case ["plain", plain]:
            return plain
        case ["sympy", str(), str(), list(), list(), str(written)]:
            return Written(written)
    raise ValueError(answer)


# --- reading what the driver says ------------------------------------------------------------------------------------

FUNCTION_TYPES = ("function", "builtin_function_or_method", "method", "vectorize", "Lambda", "FunctionClass")


def read(case: Case, value: Value) -> Answer | Problem:
    """Read the driver's answer, which is a claim like any other: nothing is taken for granted of it."""
    match value:
        case ["plain", plain]:
            return _read_plain(case, plain)
        case ["sympy", str(kind), str(type_name), list(symbols), list(numbers), str(written)]:
            function, shown = case.call.function, one_line(written, 120)
            told = [(one_line(str(pair[0]), 20), pair[1]) for pair in symbols if _is_symbol(pair)]
            foreign = [name for name, own in told if not own]
            if type_name in FUNCTION_TYPES:
                return Problem(say("function-why")(function=function), mistake="function-returned")
            if kind == "unevaluated":
                return Problem(say("unevaluated-why")(function=function, shown=shown), mistake="unevaluated-derivative")
            if kind != "expression":
                return _other(case, say("of-type")(name=one_line(type_name, 40)))
            if foreign:
                why = say("foreign-why")(function=function, shown=shown, names=", ".join(foreign))
                return Problem(why, say("foreign-help")())
            remark = say("poly-remark")(function=function) if type_name == "Poly" else None
            return _read_numbers(case, numbers, [name for name, _ in told], Answer(None, shown, remark))
    return Problem(say("unreadable-why")(function=case.call.function))


def _is_symbol(pair: Value) -> TypeGuard[list[str | bool]]:
    """Whether this is a symbol's name, and whether it came with the expression."""
    return isinstance(pair, list) and list(map(type, pair)) == [str, bool]


def _other(case: Case, what: object) -> Problem:
    asked = say("an-expression" if isinstance(case.expected, tuple) else "a-number")
    return Problem(say("other-why")(function=case.call.function, what=what, asked=asked))


def _read_numbers(case: Case, numbers: list[Value], names: list[str], answer: Answer) -> Answer | Problem:
    function, shown = case.call.function, answer.shown
    count = len(case.expected) if isinstance(case.expected, tuple) else 1
    if len(numbers) != count or not all(type(number) in (float, complex, int, type(None)) for number in numbers):
        return Problem(say("unreadable-why")(function=function))
    if None in numbers:
        return Problem(say("no-number-why")(function=function, shown=shown), say("no-number-help")())
    if isinstance(case.expected, tuple):
        return answer._replace(value=tuple(numbers))
    if not names:
        return answer._replace(value=numbers[0], shown="")
    (array,) = arrays_in(numbers)
    derived = array is not None and counts(array, case.expected)
    why = say("left-why")(function=function, shown=shown, names=", ".join(names))
    return Problem(why, say("left-help")(), "value-not-substituted" if derived else "")


def _read_plain(case: Case, value: Value) -> Answer | Problem:
    function = case.call.function
    if isinstance(value, str):
        return Problem(say("string-why")(function=function, shown=one_line(value, 80)), mistake="string-returned")
    if isinstance(value, Opaque) and value.type_name in FUNCTION_TYPES:
        return Problem(say("function-why")(function=function), mistake="function-returned")
    if not isinstance(case.expected, tuple):
        if isinstance(value, list | tuple | Opaque):
            return _other(case, described(value))
        return Answer(value)
    (array,) = arrays_in([value])
    if array is None or array.shape:
        return _other(case, described(value))
    cost = f"J = {case.call.args[0]}"
    x = float(array)
    return Answer((x,) * len(case.expected), f"{x:.7g}", say("plain-remark")(cost=cost))


# --- known mistakes --------------------------------------------------------------------------------------------------

Rule: TypeAlias = Callable[[CostAt], float]  # what the mistake gives for the slope at a place
Rules: TypeAlias = tuple[str, tuple[Rule, ...]]


def _quotient(step: float, back: float) -> Rule:
    """The difference quotient from w − back·step to w + step."""
    return lambda p: (p.J(p.w + step) - p.J(p.w - back * step)).real / (step * (1 + back))


def _by_own(symbol: str) -> Rule:
    return lambda p: p.slope(symbol)


def _always_at(w: float) -> Rule:
    return lambda p: p.moved(w).slope()


def _rounded(digits: int) -> Rule:
    return lambda p: float(np.round(p.slope(), digits))


POLYNOMIALS: tuple[Rules, ...] = (
    ("power-not-lowered", (lambda p: p.w * p.slope(),)),
    ("exponent-not-brought-down", (lambda p: (p.J(p.w) - p.J(0)).real / p.w,)),
    ("constant-kept", (lambda p: p.slope() + p.J(0).real,)),
    ("integral-for-derivative", (lambda p: p.area(),)),
    ("second-derivative", (lambda p: p.order(2),)),
    ("expression-not-derived", (lambda p: p.J(p.w).real,)),
    (
        "difference-quotient",
        (*(_quotient(step, 0) for step in (1.0, 0.1, 1e-2, 1e-3)), *(_quotient(step, 1) for step in (1.0, 0.1))),
    ),
    # Of a letter that no J is made of all slopes are 0, which says too little.
    ("symbol-hard-coded", (_by_own("w"), _by_own("x"))),
)
FIXED = tuple(_always_at(w) for w in (1.0, 2.0, 3.0))
LOST_SIGN: Rules = ("lost-sign-of-reciprocal", (lambda p: -p.slope() if re.fullmatch(r"\d/\w", p.text) else p.slope(),))
PARTIALS: tuple[Rules, ...] = (
    ("wrong-symbol", (lambda p: p.slope(min(p.at)), lambda p: p.slope(max(p.at)))),
    ("all-partials-added", (lambda p: sum(p.slope(name) for name in p.at),)),
)
VALUES: tuple[Rules, ...] = (
    ("value-ignored", FIXED),
    ("value-made-int", (lambda p: p.moved(float(np.trunc(p.w))).slope(),)),
    ("result-rounded", (*(_rounded(n) for n in range(4)), lambda p: float(np.trunc(np.round(p.slope(), 9))))),
)
ANYWHERE: tuple[Rules, ...] = (
    ("sign-of-value-lost", (lambda p: p.moved(abs(p.w)).slope(),)),
    ("sign-of-slope-lost", (lambda p: abs(p.slope()),)),
)
NO_SLOPES = ("expression-not-derived", "integral-for-derivative", "substituted-before-diff")  # nothing was derived
KINDS = tuple(map(known, ("unevaluated-derivative", "string-returned", "function-returned")))  # named by `read`
STILL_A_FORMULA = (
    known("value-not-substituted"),  # as above
    known("float-of-formula", raises=r"TypeError: Cannot convert expression to float"),
)


def _of_expression(*rules: Rules) -> tuple[Known, ...]:
    def formula(rule: Rule) -> Callable[..., Value]:
        return lambda text, symbol, names, points: tuple(
            rule(CostAt(text, symbol, dict(zip(names, point, strict=True)))) for point in points
        )

    return tuple(known(id_, *map(formula, several), carries=id_ not in NO_SLOPES) for id_, several in rules) + KINDS


def _of_number(*rules: Rules, raises: str = "") -> tuple[Known, ...]:
    def formula(rule: Rule) -> Callable[..., Value]:
        return lambda text, symbol, value: rule(CostAt(text, symbol, {symbol: float(Fraction(value))}))

    return tuple(
        known(id_, *map(formula, several), raises=raises, carries=id_ not in NO_SLOPES) for id_, several in rules
    )


BEFORE: Rules = ("substituted-before-diff", (lambda _: 0.0,))
AS_ORDER: Rules = ("value-taken-for-order", (lambda p: p.order(int(p.w)) if p.w.is_integer() else float("nan"),))
VALUE = (
    *_of_number(*POLYNOMIALS, *VALUES),
    *_of_number(BEFORE, raises=r"ValueError: \s*First variable cannot be a number"),
    *_of_number(AS_ORDER, raises=r"ValueError: \s*(Can't calculate derivative wrt -?[\d/.]+|order of diff)"),
    *KINDS,
    *STILL_A_FORMULA,
)
POWERS = _of_expression(*POLYNOMIALS, ("already-substituted", FIXED))
NOT_NAMED = known("symbol-not-named", raises=r"variable\(s\) of differentiation\s+must be supplied")
PARTIAL = (*_of_expression(*PARTIALS), NOT_NAMED)
VALUE_ANYWHERE = (*_of_number(LOST_SIGN, *ANYWHERE), *KINDS, *STILL_A_FORMULA)


def at_value(failed: Mapping[str, Callable[..., Any]]) -> list[Callable[..., Value]]:
    """What a wrong derivative at a value is anywhere; or the value of a wrong formula."""
    if "value" in failed:
        return [failed["value"]]
    formula = failed["curves"] if "curves" in failed else failed["powers"]
    return [lambda text, symbol, value: formula(text, symbol, (symbol,), [[float(Fraction(value))]])[0]]


judged = partial(TEXTS.check, judge=judge_driver_answers(TEXTS, read))
of_powers = partial(judged, needs=("powers",), carried=lambda failed: [failed["powers"]])
of_value = partial(judged, carried=at_value)
CURVES = _of_expression(LOST_SIGN)
EXERCISE = TEXTS.exercise(
    "symbolic_derivatives",
    {"symbolic_derivative": "expression, symbol", "derivative_at": "expression, symbol, value"},
    [
        judged("powers", 1, plan_powers, minimal(_minimal_expression, POWERS_SHOWN), POWERS),
        of_powers("curves", 1, plan_curves, minimal(_minimal_expression, CURVES_SHOWN), CURVES),
        of_powers("partial", 1, plan_partial, minimal(_minimal_expression, PARTIAL_SHOWN), PARTIAL),
        of_value("value", 1, plan_value, minimal(_minimal_value, VALUE_SHOWN), VALUE, uses=("powers",)),
        of_value(
            "value_anywhere",
            1,
            plan_value_anywhere,
            minimal(_minimal_value, ANYWHERE_SHOWN),
            VALUE_ANYWHERE,
            needs=("value",),
            uses=("powers", "curves"),
        ),
    ],
    texts=("derivadas",),
    after=("derivative_estimates",),
    minutes=15,
    libraries=("sympy",),
)
