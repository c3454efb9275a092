"""Checks of 02 symbolic_derivatives: expressions judged by their numbers at drawn points, never read or evaluated here.

Text: derivadas (SymPy: symbols, diff, subs). driver.py, in the learner's process, makes SymPy expressions of the texts
below and says in plain values what came back. The right derivative comes from numbers: it is the complex-step derivative
J′(w) ≈ Im J(w + ih)/h, which has no cancellation and is exact to rounding for h as small as 1e-100 (W. Squire and
G. Trapp, "Using complex variables to estimate derivatives of real functions", 1998). No rule of differentiation is in here.
"""

from __future__ import annotations

import ast
import cmath
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np

from autograder.authoring.numeric import EPSILON
from autograder.i18n.language import Message, Text
from autograder.i18n.sanitize import one_line
from autograder.judging.compare import compare
from autograder.judging.diagnose import named
from autograder.judging.failed_calls import shown_call
from autograder.judging.judge import AGAIN_HELP, AGAIN_WHY, judge_values
from autograder.judging.model import Case, Check, Exercise, Expected, Function, Mistake, Repro, Verdict, Written
from autograder.judging.numbers import NONE_HELP, NONE_WHY, Numbers, as_numbers, described
from autograder.sandbox.protocol.calls import Call, Outcome, Raised, Returned
from autograder.sandbox.protocol.values import Opaque, Value

# --- costs, and their slopes -----------------------------------------------------------------------------------------

STEP = 1e-100
NODES = 32  # of a circle around the point, for derivatives of any order
RADIUS = 0.2  # well within the distance to 1/w's pole at 0 and to those of σ
OPERATIONS: dict[type[ast.operator], Callable[[complex, complex], complex]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
FUNCTIONS = {"exp": cmath.exp, "sin": cmath.sin}


def number_of(node: ast.AST, at: dict[str, complex]) -> complex:
    """Evaluate one of this module's own texts, parsed, for complex values of its symbols."""
    match node:
        case ast.Constant(value=int() as value):
            return complex(value)
        case ast.Name(id=name):
            return at[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -number_of(operand, at)
        case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=int() as power)):
            return number_of(left, at) ** power  # a whole power multiplies: no imaginary part is lost
        case ast.BinOp(left=left, op=operation, right=right):
            return OPERATIONS[type(operation)](number_of(left, at), number_of(right, at))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            return FUNCTIONS[name](number_of(argument, at))
    raise ValueError(ast.dump(node))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _clean(number: float, rounding: float) -> float:
    return 0.0 if abs(number) < rounding else number


class Place(NamedTuple):  # the loader of checks.py keeps no module, which dataclasses ask for
    """A cost, the symbol to differentiate by, and a value for each symbol."""

    text: str
    symbol: str
    at: dict[str, float]

    @property
    def w(self) -> float:
        """The value of the symbol."""
        return self.at[self.symbol]

    def J(self, w: complex) -> complex:  # noqa: N802 -- the field's name for a cost
        """The cost at another value of the symbol."""
        return number_of(_parsed(self.text), {**self.at, self.symbol: w})

    def moved(self, w: float) -> Place:
        """The same with another value of the symbol."""
        return self._replace(at={**self.at, self.symbol: w})

    def slope(self, symbol: str | None = None) -> float:
        """The derivative with respect to the symbol, or to another one."""
        other = self if symbol is None else self._replace(symbol=symbol)
        return _clean(other.J(complex(other.w, STEP)).imag / STEP, 1e-50) if other.symbol in other.at else 0.0

    def order(self, n: int) -> float:
        """The n-th derivative, by Cauchy's formula: n! times a Taylor coefficient, from J on a circle around w."""
        turns = np.exp(2j * np.pi * np.arange(NODES) / NODES)
        values = np.array([self.J(self.w + RADIUS * turn) for turn in turns])
        factorial = float(np.prod(np.arange(1.0, n + 1)))
        return _clean(factorial * float(np.mean(values * turns**-n).real) / RADIUS**n, 1e-9)

    def area(self) -> float:
        """The integral from 0 to w, exact for polynomials (Gauss-Legendre)."""
        nodes, weights = np.polynomial.legendre.leggauss(8)
        values = np.array([self.J(self.w * (1 + node) / 2).real for node in nodes])
        return float(weights @ values) * self.w / 2

    def expected(self, shown: str = "") -> Expected:
        """The slope here, named by the cost and the place (`shown`, if numbers alone do not say it)."""
        where = shown or ", ".join(f"{name} = {value:.6g}" for name, value in self.at.items())
        value, cost = self.slope(), abs(self.J(self.w))
        sign = "d" if len(self.at) == 1 else "∂"
        name = f"J = {self.text}, {where} ⇒ {sign}J/{sign}{self.symbol}"
        return Expected(name, np.array(value), np.array(EPSILON * (abs(value) + cost)))

    @property
    def fair(self) -> bool:
        """Whether a small step estimates the slope well: finite differences must come within the rough tolerance."""
        return abs(self.slope()) > max(0.1 * abs(self.order(2)), 0.05) or self.slope() == 0


# --- plans -----------------------------------------------------------------------------------------------------------

Names: TypeAlias = tuple[str, ...]


def _expression_case(rng: np.random.Generator, text: str, symbol: str, names: Names = (), *, count: int = 3) -> Case:
    """Ask for the derivative of `text` with respect to `symbol`, to be judged at `count` points of either sign."""
    names = names or (symbol,)
    places: list[Place] = []
    while len(places) < count:
        drawn = rng.uniform(0.7, 1.9, len(names)) * rng.choice([-1, 1], len(names))
        place = Place(text, symbol, dict(zip(names, drawn.round(2).tolist(), strict=True)))
        if place.fair:
            places.append(place)
    return _judged_at(places)


def _judged_at(places: Sequence[Place]) -> Case:
    text, symbol, at = places[0]
    points = [list(place.at.values()) for place in places]
    call = Call("symbolic_derivative", (text, symbol, tuple(at), points), via_driver="differentiate")
    return Case(call, tuple(place.expected() for place in places))


def _value_case(text: str, symbol: str, value: float | str) -> Case:
    """Ask for the derivative at one value; a string such as "-3/2" stands for a fraction of SymPy."""
    place = Place(text, symbol, {symbol: float(Fraction(value))})
    call = Call("derivative_at", (text, symbol, value), via_driver="evaluate")
    return Case(call, place.expected(f"{symbol} = {value}"))


def _polynomial(rng: np.random.Generator, symbol: str, power: int = 3, sign: str = "-") -> str:
    a, b, c = (int(n) for n in rng.choice(np.arange(2, 10), 3, replace=False))
    return f"{a}*{symbol}**{power} {sign} {b}*{symbol}**2 + {c}"


def _curves(rng: np.random.Generator, symbols: Sequence[str]) -> list[tuple[str, str]]:
    """An exponential, a wave and a sigmoid, each of its own symbol."""
    first, second, third = symbols
    a, b, c = (int(n) for n in rng.integers(2, 6, 3))
    return [
        (f"{a}*exp(-{first}) + {first}**2", first),
        (f"{b}*sin({second}) + {a}*{second}", second),
        (f"{c}/(1 + exp(-2*{third}))", third),
    ]


def _drawn(rng: np.random.Generator, text: str, symbol: str, sign: int = 1) -> float:
    """Draw a value whose fourth and last decimal is 2: so twice that value, the slope of w², has more than three."""
    while True:
        value = sign * round(round(float(rng.uniform(0.6, 2.4)), 3) + 0.0002, 4)
        if Place(text, symbol, {symbol: value}).fair:
            return value


def _again(cases: list[Case]) -> list[Case]:
    return [*cases, replace(cases[0], repeated=True)]


def plan_powers(rng: np.random.Generator) -> list[Case]:
    """w², w³ and w, as in the text, then drawn polynomials of other symbols; the first one twice."""
    other = str(rng.choice(["v", "b", "theta"]))
    texts = [
        ("w**2", "w"),
        ("w**3", "w"),
        ("w", "w"),
        (_polynomial(rng, "x"), "x"),
        (_polynomial(rng, other, 4), other),
    ]
    return _again([_expression_case(rng, *text) for text in texts])


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
    return _again([first, *(_value_case(*text, _drawn(rng, *text)) for text in texts)])


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


# --- the simplest cases ----------------------------------------------------------------------------------------------

# No two of a check have the same derivative: what is right once would otherwise be taken for kept from there.
SIMPLE_POINTS = ((1.25, 0.75, 1.5), (-1.5, 1.75, -0.75))


def simple_powers() -> list[Case]:
    """The powers of the text, and polynomials of other symbols, with their derivatives as SymPy writes them."""
    texts = {"w**2": "2*w", "w**3": "3*w**2", "w": "1", "w**2 + 5*w + 7": "2*w + 5"}
    other = [_simple_expression("x**2", "x", "2*x"), _simple_expression("v**4", "v", "4*v**3")]
    return [*(_simple_expression(text, "w", right) for text, right in texts.items()), *other]


def simple_curves() -> list[Case]:
    """A function of each kind."""
    texts = {"1/w": "-1/w**2", "exp(2*w)": "2*exp(2*w)", "sin(w)": "cos(w)", "exp(-w)": "-exp(-w)", "3/w": "-3/w**2"}
    sigmoid = _simple_expression("1/(1 + exp(-w))", "w", "exp(-w)/(1 + exp(-w))**2")
    return [*(_simple_expression(text, "w", right) for text, right in texts.items()), sigmoid]


def simple_partial() -> list[Case]:
    """Products, a square with respect to two of its symbols, and one that has no w in it."""
    names = ("b", "w", "x")
    return [
        _simple_expression("w*x", "w", "x", ("w", "x")),
        _simple_expression("w**2*x", "x", "w**2", ("w", "x")),
        _simple_expression("5*b*w", "w", "5*b", ("b", "w")),
        _simple_expression("(w*x + b)**2", "b", "2*b + 2*w*x", names),
        _simple_expression("(w*x + b)**2", "w", "2*x*(b + w*x)", names),
        _simple_expression("b**2", "w", "0", ("b", "w")),
    ]


def simple_value() -> list[Case]:
    """Powers at small numbers; then a value, and a slope, with decimals."""
    settings = (("w**2", "w", 5), ("x**2", "x", 4), ("w**3 + 7", "w", 2), ("w**2", "w", 2.5), ("w**2", "w", 0.40625))
    return [_simple_value(*setting) for setting in settings]


def simple_value_anywhere() -> list[Case]:
    """Negative values and fractions."""
    settings = (
        ("w**2", "w", -3),
        ("1/w", "w", "1/2"),
        ("w**2", "w", "-1/2"),
        ("w**3", "w", -1.5),
        ("1/w", "w", "-2/3"),
    )
    return [_simple_value(*setting) for setting in settings]


def _simple_expression(text: str, symbol: str, right: str, names: Names = ()) -> Case:
    names = names or (symbol,)
    places = [Place(text, symbol, dict(zip(names, point, strict=False))) for point in SIMPLE_POINTS]
    line = f'symbolic_derivative(sympy.sympify("{text}"), sympy.Symbol("{symbol}"))'
    return replace(_judged_at(places), repros=(Repro(line, Written(right), displayed),))


def _simple_value(text: str, symbol: str, value: float | str) -> Case:
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

RETURNED_WHY = Text(
    en="`{function}` returned {shown}: {name} is then {got:.7g}, and {expected:.7g} is right",
    pt="`{function}` devolveu {shown}: com isso, {name} é {got:.7g}, e o certo é {expected:.7g}",
)
STRING_WHY = Text(en="`{function}` returned a string: “{shown}”", pt="`{function}` devolveu uma string: “{shown}”")
FUNCTION_WHY = Text(en="`{function}` returned a function", pt="`{function}` devolveu uma função")
UNEVALUATED_WHY = Text(
    en="`{function}` returned {shown}: something in it is still to be carried out",
    pt="`{function}` devolveu {shown}: há algo aí que ainda falta calcular",
)
LEFT_WHY = Text(
    en="`{function}` returned {shown}, in which {names} still stands; a number is expected",
    pt="`{function}` devolveu {shown}, em que ainda aparece {names}; o esperado é um número",
)
LEFT_HELP = Text(
    en="In `subs` the symbol comes first, then what takes its place; what it gives is a new expression. Print each step for J = w² and the value 3.",
    pt="Em `subs`, primeiro vem o símbolo e depois o que fica no lugar dele; o resultado é uma expressão nova. Imprima cada etapa para J = w² e o valor 3.",
)
FOREIGN_WHY = Text(
    en="`{function}` returned {shown}, and {names} in it does not come from the expression that was handed over",
    pt="`{function}` devolveu {shown}, e {names} não vem da expressão recebida",
)
FOREIGN_HELP = Text(
    en="Is it a step such as h that should have gone to 0? A symbol that you make anew, as a Dummy or with assumptions such as real=True, is another one even under the same name.",
    pt="É um passo, como h, que deveria ter ido a 0? Um símbolo criado de novo, como Dummy ou com hipóteses como real=True, é outro símbolo, mesmo com o mesmo nome.",
)
NO_NUMBER_WHY = Text(
    en="`{function}` returned {shown}, which is no number even when every symbol in it has a value",
    pt="`{function}` devolveu {shown}, que não vira um número nem quando todos os símbolos têm valor",
)
NO_NUMBER_HELP = Text(
    en="Is there a function without a formula in it, such as J(w) with J made by sympy.Function?",
    pt="Há aí uma função sem fórmula, como J(w) com J criada por sympy.Function?",
)
OTHER_WHY = Text(
    en="`{function}` returned {what}, where {asked} is expected",
    pt="`{function}` devolveu {what}, e o esperado é {asked}",
)
A_NUMBER = Text(en="a number", pt="um número")
AN_EXPRESSION = Text(en="a SymPy expression", pt="uma expressão do SymPy")
OF_TYPE = Text(en="an object of type {name}", pt="um objeto do tipo {name}")
UNREADABLE_WHY = Text(
    en="what `{function}` returned could not be described", pt="não foi possível descrever o que `{function}` devolveu"
)
NOTHING_WHY = Text(en="`{function}`: {why}", pt="`{function}`: {why}")
PLAIN_REMARK = Text(
    en="`symbolic_derivative` returned a plain number for {cost}; the number counts, a SymPy expression was asked for",
    pt="`symbolic_derivative` devolveu um número comum para {cost}; o número vale, mas o pedido era uma expressão do SymPy",
)
POLY_REMARK = Text(
    en="`{function}` returned a Poly; it counts, and its `.as_expr()` is the expression that was asked for",
    pt="`{function}` devolveu um Poly; ele vale, e o `.as_expr()` dele é a expressão pedida",
)
FUNCTION_TYPES = ("function", "builtin_function_or_method", "method", "vectorize", "Lambda", "FunctionClass")


class Answer(NamedTuple):
    """What came back, as numbers to judge; `shown` is how SymPy writes it, where that says more."""

    value: Value
    shown: str = ""
    remark: Message | None = None


class Problem(NamedTuple):
    """Why what came back is nothing with numbers to judge."""

    why: Message
    help: Message | None = None
    mistake: Mistake | None = None


def read(case: Case, value: Value) -> Answer | Problem:
    """Read the driver's answer, which is a claim like any other: nothing is taken for granted of it."""
    match value:
        case ["plain", plain]:
            return _read_plain(case, plain)
        case ["sympy", str(kind), str(type_name), list(symbols), list(numbers), str(written)]:
            function, shown = case.call.function, one_line(written, 120)
            told = _symbols(symbols)
            foreign = [name for name, own in told if not own]
            if type_name in FUNCTION_TYPES:
                return Problem(FUNCTION_WHY(function=function), mistake=FUNCTION_RETURNED)
            if kind == "unevaluated":
                return Problem(UNEVALUATED_WHY(function=function, shown=shown), mistake=UNEVALUATED)
            if kind != "expression":
                what = OF_TYPE(name=one_line(type_name, 40))
                return Problem(OTHER_WHY(function=function, what=what, asked=_asked(case)))
            if foreign:
                why = FOREIGN_WHY(function=function, shown=shown, names=", ".join(foreign))
                return Problem(why, FOREIGN_HELP())
            remark = POLY_REMARK(function=function) if type_name == "Poly" else None
            return _read_numbers(case, numbers, [name for name, _ in told], Answer(None, shown, remark))
    return Problem(UNREADABLE_WHY(function=case.call.function))


def _symbols(items: list[Value]) -> list[tuple[str, bool]]:
    told = []
    for item in items:
        match item:
            case [str(name), bool(own)]:
                told.append((one_line(name, 20), own))
    return told


def _asked(case: Case) -> Text:
    return AN_EXPRESSION if isinstance(case.expected, tuple) else A_NUMBER


def _read_numbers(case: Case, numbers: list[Value], names: list[str], answer: Answer) -> Answer | Problem:
    function, shown = case.call.function, answer.shown
    count = len(case.expected) if isinstance(case.expected, tuple) else 1
    if len(numbers) != count or not all(type(number) in (float, complex, int, type(None)) for number in numbers):
        return Problem(UNREADABLE_WHY(function=function))
    if None in numbers:
        return Problem(NO_NUMBER_WHY(function=function, shown=shown), NO_NUMBER_HELP())
    if isinstance(case.expected, tuple):
        return answer._replace(value=tuple(numbers))
    if not names:
        return answer._replace(value=numbers[0], shown="")
    number = as_numbers(numbers[0])
    derived = isinstance(number, Numbers) and compare(number.array, case.expected).loose
    why = LEFT_WHY(function=function, shown=shown, names=", ".join(names))
    return Problem(why, LEFT_HELP(), NOT_SUBSTITUTED if derived else None)


def _read_plain(case: Case, value: Value) -> Answer | Problem:
    function = case.call.function
    if value is None:
        return Problem(NOTHING_WHY(function=function, why=NONE_WHY), NONE_HELP())
    if isinstance(value, str):
        return Problem(STRING_WHY(function=function, shown=one_line(value, 80)), mistake=STRING_RETURNED)
    if isinstance(value, Opaque) and value.type_name in FUNCTION_TYPES:
        return Problem(FUNCTION_WHY(function=function), mistake=FUNCTION_RETURNED)
    if not isinstance(case.expected, tuple):
        if isinstance(value, list | tuple | Opaque):
            return Problem(OTHER_WHY(function=function, what=described(value), asked=_asked(case)))
        return Answer(value)
    number = as_numbers(value)
    if not isinstance(number, Numbers) or number.array.shape:
        return Problem(OTHER_WHY(function=function, what=described(value), asked=_asked(case)))
    cost = f"J = {case.call.args[0]}"
    x = float(number.array)
    return Answer((x,) * len(case.expected), f"{x:.7g}", PLAIN_REMARK(cost=cost))


def judge_answers(exercise: Exercise, check: Check, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Verdict:
    """Judge by numbers whatever has numbers; the first problem decides, of whichever kind it is."""
    read_so_far: list[Answer] = []
    judged: list[Outcome] = []
    problem: Problem | None = None
    for case, outcome in zip(cases, outcomes, strict=False):
        answer = read(case, outcome.value) if isinstance(outcome, Returned) else Answer(None)
        if isinstance(answer, Problem):
            problem = answer
            break
        read_so_far.append(answer)
        match outcome:
            case Returned():
                judged.append(replace(outcome, value=answer.value))
            case Raised(message=message):  # SymPy breaks its messages into lines
                judged.append(replace(outcome, message=" ".join(message.split())))
            case _:
                judged.append(outcome)
    for case, answer, outcome in zip(cases, read_so_far, judged, strict=False):
        if judge_values(exercise, check, [case], [outcome]).status != "passed":
            return _failed(judge_values(exercise, check, cases, judged), case, answer)
    if problem is not None:
        return _verdict(exercise, check, cases[len(judged)], problem)
    verdict = judge_values(exercise, check, cases, judged)
    remarks = {answer.remark.text.en: answer.remark for answer in reversed(read_so_far) if answer.remark}
    return replace(verdict, remarks=(*verdict.remarks, *remarks.values()))


def _failed(verdict: Verdict, case: Case, answer: Answer) -> Verdict:
    """Say what was returned beside its numbers, and write the call as a learner would, without the driver's quotes."""
    evidence = dict(verdict.evidence)
    evidence["call"] = str(evidence.get("call", "")).replace("'", "")
    help_ = verdict.help
    if help_ is not None and "call" in help_.values:
        help_ = Message(help_.text, {**help_.values, "call": evidence["call"]})
    rationale = verdict.rationale
    if answer.shown and "got" in evidence:
        figures = {"name": evidence["value"], "got": evidence["got"], "expected": evidence["expected"]}
        rationale = RETURNED_WHY(function=case.call.function, shown=answer.shown, **figures)
        if case.repeated:
            rationale = AGAIN_WHY(why=rationale)
    return replace(verdict, rationale=rationale, help=help_, evidence=evidence)


def _verdict(exercise: Exercise, check: Check, case: Case, problem: Problem) -> Verdict:
    call = shown_call(exercise, case.call).replace("'", "")
    verdict = Verdict(
        "failed", problem.why, problem.help or check.help(), evidence={"function": case.call.function, "call": call}
    )
    if case.repeated:
        return replace(verdict, rationale=AGAIN_WHY(why=problem.why), help=AGAIN_HELP())
    return named(verdict, problem.mistake) if problem.mistake else verdict


# --- known mistakes --------------------------------------------------------------------------------------------------

Rule: TypeAlias = Callable[[Place], float]
Known: TypeAlias = tuple[str, Text, Text, tuple[Rule, ...]]


def _quotient(step: float, back: float) -> Rule:
    """The difference quotient from w − back·step to w + step."""
    return lambda p: (p.J(p.w + step) - p.J(p.w - back * step)).real / (step * (1 + back))


def _by_own(symbol: str) -> Rule:
    return lambda p: p.slope() if p.symbol == symbol else 0.0


def _always_at(w: float) -> Rule:
    return lambda p: p.moved(w).slope()


def _rounded(digits: int) -> Rule:
    return lambda p: float(np.round(p.slope(), digits))


def _is_reciprocal(text: str) -> bool:
    return re.fullmatch(r"\d/\w", text) is not None


POLYNOMIAL_RULES: tuple[Known, ...] = (
    (
        "power-not-lowered",
        Text(
            en="The exponent has come down as a factor, but the power is still the old one: 2w² where w² should give 2w.",
            pt="O expoente desceu como fator, mas a potência continua a mesma: 2w² onde w² deveria dar 2w.",
        ),
        Text(en="What happens to the exponent itself?", pt="O que acontece com o próprio expoente?"),
        (lambda p: p.w * p.slope(),),
    ),
    (
        "exponent-not-brought-down",
        Text(
            en="The power is one lower, but the exponent has not come down as a factor: w where w² should give 2w.",
            pt="A potência diminuiu em um, mas o expoente não desceu como fator: w onde w² deveria dar 2w.",
        ),
        Text(en="Which factor does w³ get when it is differentiated?", pt="Que fator aparece quando se deriva w³?"),
        (lambda p: (p.J(p.w) - p.J(0)).real / p.w,),
    ),
    (
        "constant-kept",
        Text(
            en="A constant term of J is still there. It does not change when w does, so it adds nothing to the slope.",
            pt="Um termo constante de J continua ali. Ele não muda quando w muda, então não soma nada à inclinação.",
        ),
        Text(en="What is the derivative of w² + 7?", pt="Qual é a derivada de w² + 7?"),
        (lambda p: p.slope() + p.J(0).real,),
    ),
    (
        "integral-for-derivative",
        Text(
            en="This is the integral, the reverse of a derivative: J is the derivative of it.",
            pt="Isto é a integral: ela desfaz uma derivação, e é aquilo de que J seria a derivada.",
        ),
        Text(
            en="SymPy has one function for each. Which one is called?",
            pt="O SymPy tem uma função para cada. Qual foi chamada?",
        ),
        (lambda p: p.area(),),
    ),
    (
        "second-derivative",
        Text(
            en="This is the second derivative, the slope of the slope: J was differentiated twice.",
            pt="Isto é a segunda derivada, a inclinação da inclinação: a derivação foi feita duas vezes.",
        ),
        Text(
            en="The expression that comes in is J itself. Is it differentiated in two places, or with a 2 as order?",
            pt="A expressão recebida é o próprio J. Ela é derivada em dois lugares, ou com um 2 como ordem?",
        ),
        (lambda p: p.order(2),),
    ),
    (
        "expression-not-derived",
        Text(
            en="This is J itself: nothing has been differentiated.",
            pt="Isto é o próprio J: nada foi derivado.",
        ),
        Text(
            en="What `diff` gives is a new expression. Is it the one that goes on?",
            pt="O que `diff` devolve é uma expressão nova. É ela que segue adiante?",
        ),
        (lambda p: p.J(p.w).real,),
    ),
    (
        "difference-quotient",
        Text(
            en="This is the difference quotient of exercise 01 with a real step: near the derivative, not the derivative.",
            pt="Isto é o quociente de diferenças do exercício 01, com um passo de verdade: perto da derivada, mas não é ela.",
        ),
        Text(
            en="A formula needs no step. Which function of SymPy applies the rules of calculus?",
            pt="Uma fórmula não precisa de passo. Qual função do SymPy aplica as regras do cálculo?",
        ),
        (*(_quotient(step, 0) for step in (1.0, 0.1, 1e-2, 1e-3)), *(_quotient(step, 1) for step in (1.0, 0.1))),
    ),
)
OWN_SYMBOL: Known = (  # of a letter that no J is made of all slopes are 0, which says too little
    "symbol-hard-coded",
    Text(
        en="Where J is made of another letter the slope comes out as 0: J is differentiated with respect to a symbol of the code's own, not to the one that comes in.",
        pt="Onde J é feito de outra letra, a inclinação sai 0: J é derivado em relação a um símbolo do próprio código, e não ao recebido.",
    ),
    Text(
        en="Which of the arguments says with respect to what?",
        pt="Qual dos argumentos diz em relação a que derivar?",
    ),
    (_by_own("w"), _by_own("x")),
)
LOST_SIGN: Known = (
    "lost-sign-of-reciprocal",
    Text(
        en="The reciprocals have lost their minus; all else is right. When w goes up, 1/w goes down (1/2.001 = 0.49975), so its slope is negative.",
        pt="Os recíprocos perderam o sinal de menos; o resto está certo. Quando w aumenta, 1/w diminui (1/2,001 = 0,49975), então a inclinação é negativa.",
    ),
    Text(
        en="1/w is w to the power −1. Which factor does that exponent bring down?",
        pt="1/w é w elevado a −1. Que fator esse expoente traz?",
    ),
    (lambda p: -p.slope() if _is_reciprocal(p.text) else p.slope(),),
)
EARLY_NUMBER: Known = (
    "already-substituted",
    Text(
        en="This is one and the same number at every point: a value has already been put in, and what is asked for is the formula.",
        pt="Isto é o mesmo número em todos os pontos: um valor já foi substituído, e o que se pede é a fórmula.",
    ),
    Text(
        en="Leave the symbol in; putting a value in is the other function's task.",
        pt="Deixe o símbolo na expressão; substituir um valor é tarefa da outra função.",
    ),
    tuple(_always_at(w) for w in (1.0, 2.0, 3.0)),
)
WRONG_SYMBOL: Known = (
    "wrong-symbol",
    Text(
        en="J is differentiated with respect to another of its symbols: where it has only one that does not show, where it has several it does.",
        pt="J está sendo derivado em relação a outro dos símbolos dele: com um símbolo só dá na mesma, com vários não.",
    ),
    Text(
        en="`free_symbols` has no order to rely on. Which argument names the symbol?",
        pt="`free_symbols` não tem uma ordem em que se possa confiar. Qual argumento diz o símbolo?",
    ),
    (lambda p: p.slope(min(p.at)), lambda p: p.slope(max(p.at))),
)
ALL_PARTIALS: Known = (
    "all-partials-added",
    Text(
        en="The derivatives with respect to all the symbols are added up. A partial derivative moves one symbol and holds the others still.",
        pt="As derivadas em relação a todos os símbolos foram somadas. Uma derivada parcial move um símbolo e mantém os outros parados.",
    ),
    Text(en="Only the symbol that comes in is to be moved.", pt="Só o símbolo recebido deve ser movido."),
    (lambda p: sum(p.slope(name) for name in p.at),),
)
SUBSTITUTED_FIRST: Known = (
    "substituted-before-diff",
    Text(
        en="The value went in before the derivative was taken. Then J, or the symbol itself, is a number: the slope of a number is 0, and with respect to a number there is none.",
        pt="O valor foi substituído antes de derivar. Aí J, ou o próprio símbolo, é um número: a inclinação de um número é 0, e em relação a um número não há derivada.",
    ),
    Text(
        en="Two steps are needed, and they cannot change places. Which comes first?",
        pt="São duas etapas, e elas não podem trocar de lugar. Qual vem primeiro?",
    ),
    (lambda _: 0.0,),
)
VALUE_AS_ORDER: Known = (
    "value-taken-for-order",
    Text(
        en="`diff` got the value as one of its arguments. There a number says how many times to differentiate, not where.",
        pt="`diff` recebeu o valor como argumento. Ali um número diz quantas vezes derivar, e não onde.",
    ),
    Text(
        en="`diff` gives the formula; putting a number in place of a symbol is a step of its own.",
        pt="`diff` dá a fórmula; pôr um número no lugar de um símbolo é uma etapa à parte.",
    ),
    (lambda p: p.order(int(p.w)) if p.w.is_integer() else float("nan"),),
)
VALUE_RULES: tuple[Known, ...] = (
    (
        "value-ignored",
        Text(
            en="This is the derivative at one fixed place, whatever `value` is.",
            pt="Isto é a derivada em um lugar fixo, seja qual for `value`.",
        ),
        Text(en="Is a number such as 2 or 3 written into the code?", pt="Há um número como 2 ou 3 escrito no código?"),
        tuple(_always_at(w) for w in (1.0, 2.0, 3.0)),
    ),
    (
        "value-made-int",
        Text(
            en="The decimals of `value` are cut off before it is put in: this is the derivative at the whole number beside it.",
            pt="As casas decimais de `value` são cortadas antes da substituição: isto é a derivada no número inteiro ao lado.",
        ),
        Text(en="Put the value in as it comes.", pt="Substitua o valor do jeito que ele chega."),
        (lambda p: p.moved(float(np.trunc(p.w))).slope(),),
    ),
    (
        "result-rounded",
        Text(
            en="The first digits are right and the rest is gone: the result is rounded, or made an int.",
            pt="Os primeiros dígitos estão certos e o resto sumiu: o resultado foi arredondado, ou virou int.",
        ),
        Text(
            en="Rounding is for showing a number. Return all of it.",
            pt="Arredondar serve para mostrar um número. Devolva todos os dígitos.",
        ),
        (*(_rounded(digits) for digits in range(4)), lambda p: float(np.trunc(np.round(p.slope(), 9)))),
    ),
)
ANYWHERE_RULES: tuple[Known, ...] = (
    (
        "sign-of-value-lost",
        Text(
            en="Negative values are taken for positive ones: at −3 the slope of w² is −6, not 6.",
            pt="Valores negativos são tomados como positivos: em −3 a inclinação de w² é −6, e não 6.",
        ),
        Text(en="Where does the sign of `value` get lost?", pt="Onde se perde o sinal de `value`?"),
        (lambda p: p.moved(abs(p.w)).slope(),),
    ),
    (
        "sign-of-slope-lost",
        Text(
            en="Every slope comes out positive. Where J falls as w rises, the derivative is negative: −6 for w² at −3.",
            pt="Toda inclinação sai positiva. Onde J cai quando w sobe, a derivada é negativa: −6 para w² em −3.",
        ),
        Text(en="Is an abs() on the way?", pt="Há um abs() no caminho?"),
        (lambda p: abs(p.slope()),),
    ),
)
UNEVALUATED = Mistake(
    "unevaluated-derivative",
    why=Text(
        en="`Derivative` (and `Integral`, `Limit`, `Subs`) only writes down what is to be computed: nothing has been worked out yet.",
        pt="`Derivative` (como `Integral`, `Limit` e `Subs`) só anota o que há a calcular: nada foi calculado ainda.",
    ),
    next=Text(
        en="`.doit()` carries out what is written down; SymPy also has a function that differentiates at once.",
        pt="`.doit()` calcula o que está anotado; o SymPy também tem uma função que deriva de imediato.",
    ),
)
STRING_RETURNED = Mistake(
    "string-returned",
    why=Text(
        en="A string only shows an expression or a number: nobody can compute with it.",
        pt="Uma string só mostra uma expressão ou um número: não dá para fazer contas com ela.",
    ),
    next=Text(
        en="Return the thing itself. It becomes text when somebody prints it.",
        pt="Devolva o próprio objeto. Ele vira texto quando alguém o imprime.",
    ),
)
FUNCTION_RETURNED = Mistake(
    "function-returned",
    why=Text(
        en="A function (from `def`, `lambda`, `lambdify`) gives something only when it is called.",
        pt="Uma função (de `def`, `lambda`, `lambdify`) só dá alguma coisa quando é chamada.",
    ),
    next=Text(
        en="What would it give? That is what to return.",
        pt="O que ela daria? É isso que se deve devolver.",
    ),
)
NOT_SUBSTITUTED = Mistake(
    "value-not-substituted",
    why=Text(
        en="This is the derivative, but still as a formula: the value has not been put in.",
        pt="Isto é a derivada, mas ainda como fórmula: o valor não foi substituído.",
    ),
    next=Text(
        en="`subs` takes the symbol first, then what replaces it, and gives a new expression: the one it is called on does not change.",
        pt="`subs` recebe primeiro o símbolo, depois o que fica no lugar dele, e devolve uma expressão nova: aquela em que é chamado não muda.",
    ),
)
FLOAT_OF_FORMULA = Mistake(
    "float-of-formula",
    why=Text(
        en="float() got an expression in which a symbol still stands, and so it is no number yet.",
        pt="float() recebeu uma expressão em que ainda há um símbolo, e por isso ela ainda não é um número.",
    ),
    next=Text(
        en="Print the expression just before that. Which symbol is left, and which step should have replaced it?",
        pt="Imprima a expressão logo antes disso. Que símbolo sobrou, e que etapa deveria tê-lo substituído?",
    ),
    raises=r"TypeError: Cannot convert expression to float",
)
SYMBOL_NOT_NAMED = Mistake(
    "symbol-not-named",
    why=Text(
        en="`diff` was not told with respect to what. Where there is one symbol SymPy can guess, where there are several it cannot.",
        pt="`diff` não recebeu em relação a que derivar. Com um símbolo só o SymPy adivinha; com vários, não.",
    ),
    next=Text(en="Which argument is not used yet?", pt="Qual argumento ainda não foi usado?"),
    raises=r"variable\(s\) of differentiation\s+must be supplied",
)
KINDS = (UNEVALUATED, STRING_RETURNED, FUNCTION_RETURNED)


def _of_expression(*known: Known) -> tuple[Mistake, ...]:
    def formula(rule: Rule) -> Callable[..., Value]:
        return lambda text, symbol, names, points: tuple(
            rule(Place(text, symbol, dict(zip(names, point, strict=True)))) for point in points
        )

    return (*(Mistake(id_, why, next_, formula(rule)) for id_, why, next_, rules in known for rule in rules), *KINDS)


def _of_number(*known: Known, raises: str = "") -> tuple[Mistake, ...]:
    def formula(rule: Rule) -> Callable[..., Value]:
        return lambda text, symbol, value: rule(Place(text, symbol, {symbol: float(Fraction(value))}))

    return tuple(Mistake(id_, why, next_, formula(rule), raises) for id_, why, next_, rules in known for rule in rules)


EXERCISE = Exercise(
    id="symbolic_derivatives",
    title=Text(en="Symbolic derivatives", pt="Derivadas simbólicas"),
    functions=(
        Function("symbolic_derivative", ("expression", "symbol")),
        Function("derivative_at", ("expression", "symbol", "value")),
    ),
    checks=(
        Check(
            "powers",
            Text(en="Derivatives of w², w³, w and polynomials", pt="Derivadas de w², w³, w e polinômios"),
            points=1,
            plan=plan_powers,
            minimal_cases=simple_powers,
            help=Text(
                en="For J = w² SymPy says 2*w, for J = w³ it says 3*w**2. What does your function give for them, and for a J made of another letter?",
                pt="Para J = w² o SymPy diz 2*w, para J = w³ diz 3*w**2. O que a sua função dá para eles, e para um J feito de outra letra?",
            ),
            mistakes=_of_expression(*POLYNOMIAL_RULES, OWN_SYMBOL, EARLY_NUMBER),
            judge=judge_answers,
        ),
        Check(
            "curves",
            Text(en="Derivatives of 1/w and of exp, sin and σ", pt="Derivadas de 1/w e de exp, sin e σ"),
            points=1,
            plan=plan_curves,
            minimal_cases=simple_curves,
            needs=("powers",),
            help=Text(
                en="Powers come out right, this does not. SymPy knows the rules for every one of these; is there a rule of your own that knows powers only?",
                pt="As potências saem certas; isto, não. O SymPy conhece as regras de todas elas; há alguma regra sua que só conhece potências?",
            ),
            mistakes=_of_expression(LOST_SIGN),
            judge=judge_answers,
        ),
        Check(
            "partial",
            Text(en="Partial derivatives: the other symbols stay", pt="Derivadas parciais: os outros símbolos ficam"),
            points=1,
            plan=plan_partial,
            minimal_cases=simple_partial,
            needs=("powers",),
            help=Text(
                en="Take J = (w*x + b)**2: with respect to b the derivative is 2*(w*x + b), where w and x are still there. What does yours give for b, and for w?",
                pt="Tome J = (w*x + b)**2: em relação a b dá 2*(w*x + b), onde w e x continuam. O que a sua dá em relação a b e a w?",
            ),
            mistakes=(*_of_expression(WRONG_SYMBOL, ALL_PARTIALS), SYMBOL_NOT_NAMED),
            judge=judge_answers,
        ),
        Check(
            "value",
            Text(en="The derivative at a value", pt="A derivada em um valor"),
            points=1,
            plan=plan_value,
            minimal_cases=simple_value,
            help=Text(
                en="Try J = w² by hand: 6 at 3, 4 at 2. First the formula, then the value in place of the symbol, then a float of it.",
                pt="Faça à mão J = w²: 6 em 3, 4 em 2. Primeiro a fórmula, depois o valor no lugar do símbolo, depois um float disso.",
            ),
            mistakes=(
                *_of_number(*POLYNOMIAL_RULES, OWN_SYMBOL, *VALUE_RULES),
                *_of_number(SUBSTITUTED_FIRST, raises=r"ValueError: \s*First variable cannot be a number"),
                *_of_number(
                    VALUE_AS_ORDER, raises=r"ValueError: \s*(Can't calculate derivative wrt -?[\d/.]+|order of diff)"
                ),
                *KINDS,
                NOT_SUBSTITUTED,
                FLOAT_OF_FORMULA,
            ),
            judge=judge_answers,
        ),
        Check(
            "value_anywhere",
            Text(en="The derivative at negative values and fractions", pt="A derivada em valores negativos e frações"),
            points=1,
            plan=plan_value_anywhere,
            minimal_cases=simple_value_anywhere,
            needs=("value",),
            help=Text(
                en="Try J = w² at −3 (it gives −6) and J = 1/w at sympy.Rational(1, 2) (it gives −4). Which step does not take such a value?",
                pt="Teste J = w² em −3 (dá −6) e J = 1/w em sympy.Rational(1, 2) (dá −4). Que etapa não aceita um valor assim?",
            ),
            mistakes=(*_of_number(LOST_SIGN, *ANYWHERE_RULES), *KINDS, NOT_SUBSTITUTED, FLOAT_OF_FORMULA),
            judge=judge_answers,
        ),
    ),
    hints=(
        Text(
            en="SymPy does the calculus; you only say of what, and with respect to what. The example in the text has both steps, on J = w³. (If it is not clear what a derivative is, go back to exercise 01.)",
            pt="Quem deriva é o SymPy; você só diz o quê, e em relação a quê. O exemplo do texto tem as duas etapas, com J = w³. (Se não estiver claro o que é uma derivada, volte ao exercício 01.)",
        ),
        Text(
            en="In the example the letter is w. In your functions it is whatever comes in as `symbol`: make no symbols of your own.",
            pt="No exemplo a letra é w. Nas suas funções, é a que chegar em `symbol`: não crie símbolos próprios.",
        ),
        Text(
            en="derivative_at has two steps, and the first is the function that you have just written. Only the formula that it gives gets the value.",
            pt="derivative_at tem duas etapas, e a primeira é a função que você acabou de escrever. Só a fórmula que sai dela recebe o valor.",
        ),
        Text(
            en="What `subs` gives is still an object of SymPy, even if it shows as 6. Python's float() makes a float of it.",
            pt="O que `subs` devolve ainda é um objeto do SymPy, mesmo que apareça como 6. O float() do Python faz dele um float.",
        ),
    ),
    texts=("derivadas",),
    after=("derivative_estimates",),
    minutes=15,
    reading=Text(
        en="derivadas (from the four examples at w = 2, with SymPy, to the end)",
        pt="derivadas (dos quatro exemplos em w = 2, com o SymPy, até o fim)",
    ),
    libraries=("sympy",),
)
