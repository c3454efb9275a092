"""Hands SymPy expressions to the learner's functions, and says in plain values what came back.

It runs in the learner's process. An answer is `("plain", value)` for what is not of SymPy, else
`("sympy", kind, type, symbols, numbers, shown)`: `kind` is "expression", "unevaluated" or "other"; `symbols` has
`[name, whether it is one of the symbols handed over]` for each free symbol; `numbers` the expression's numbers at the
places asked for, None where it has none; `shown` how SymPy writes it.
"""

import cmath
from decimal import Decimal
from fractions import Fraction
from functools import cache

import mpmath
import sympy

DIGITS = 30  # so that terms which nearly cancel leave all of a float's digits
SYMBOLS = 8  # told at most
NAME = 40  # characters of a name
SHOWN = 300  # characters of an expression
UNEVALUATED = (sympy.Derivative, sympy.Integral, sympy.Limit, sympy.Subs)
NO_FORMULAS = (sympy.Lambda, sympy.MatrixExpr)  # though SymPy counts them among the expressions
EXACT = (sympy.Rational, sympy.core.numbers.Half)
OPERATIONS = {
    sympy.Add: lambda *terms: mpmath.fsum(terms),
    sympy.Mul: lambda *factors: mpmath.fprod(factors),
    sympy.Pow: mpmath.power,
    sympy.exp: mpmath.exp,
    sympy.sin: mpmath.sin,
    sympy.cos: mpmath.cos,
}
NUMBERS = (Fraction, Decimal, mpmath.mpf)  # numbers as good as a float, which have no plain form of their own


def prepare(function, args):
    """Read an expression before there is a learner's process: those of a class need not read it again."""
    read(args[0], tuple(args[2]) if function == "differentiate" else (args[1],))


@cache
def read(expression, names):
    """Make the symbols and the expression."""
    symbols = {name: sympy.Symbol(name) for name in names}
    return symbols, sympy.sympify(expression, locals=symbols)


def differentiate(learner, expression, symbol, names, points):
    """Call symbolic_derivative; the places are `points`, each with one number for each of `names`."""
    symbols, J = read(expression, tuple(names))
    result = learner["symbolic_derivative"](J, symbols[symbol])
    return described(result, symbols, [dict(zip(names, point, strict=True)) for point in points])


def evaluate(learner, expression, symbol, value):
    """Call derivative_at; a `value` that is a string, such as "-3/2", is handed over as a fraction of SymPy."""
    symbols, J = read(expression, (symbol,))
    at = sympy.Rational(value) if isinstance(value, str) else value
    result = learner["derivative_at"](J, symbols[symbol], at)
    return described(result, symbols, [{symbol: at}])


def described(result, symbols, places):
    """Describe what a learner's function returned."""
    try:
        if isinstance(result, NUMBERS):
            return "plain", float(result)
        if isinstance(result, sympy.Basic):
            return symbolic(result, symbols, places)
    except Exception:  # noqa: BLE001, S110 -- an object that passes for one of SymPy's may raise anything
        pass
    return "plain", result


def symbolic(result, symbols, places):
    """Describe an object of SymPy."""
    expression = result.as_expr() if isinstance(result, sympy.Poly) else result
    if not isinstance(expression, sympy.Expr) or isinstance(expression, NO_FORMULAS):
        kind = "other"
    else:
        kind = "unevaluated" if expression.has(*UNEVALUATED) else "expression"
    free = sorted(expression.free_symbols, key=str)[:SYMBOLS]
    named = [[str(one)[:NAME], one in symbols.values()] for one in free]
    numbers = []
    if kind == "expression":
        numbers = [number_at(expression, {symbols[name]: x for name, x in place.items()}) for place in places]
    return "sympy", kind, type(result).__name__[:NAME], named, numbers, str(result)[:SHOWN]


def number_at(expression, place):
    """Give an expression's number where its symbols have the values of `place`; None if it has none there."""
    number = quickly(expression, place)
    if number is None:
        exact = {symbol: sympy.Float(x, DIGITS) if isinstance(x, float) else x for symbol, x in place.items()}
        try:
            number = complex(expression.subs(exact))
        except TypeError:  # something without a number is left in it
            return None
        except OverflowError:
            return float("inf")
    # exp(iw) + exp(−iw) is real, up to rounding
    return number if abs(number.imag) > 1e-12 * abs(number.real) else number.real


def quickly(expression, place):
    """Evaluate sums, products, powers, exp and sin and cos by mpmath; None for all else, and where that has no number."""
    try:
        with mpmath.workdps(DIGITS):
            found = complex(evaluated(expression, {symbol: mpmath.mpf(x) for symbol, x in place.items()}))
    except Exception:  # noqa: BLE001 -- SymPy is asked then
        return None
    return found if cmath.isfinite(found) else None


def evaluated(expression, place):
    """Evaluate one node; KeyError for a kind that is not known here."""
    kind = type(expression)
    if kind is sympy.Symbol:
        return place[expression]
    if kind in EXACT or issubclass(kind, sympy.Integer):
        return mpmath.mpf(expression.p) / expression.q
    return OPERATIONS[kind](*[evaluated(each, place) for each in expression.args])
