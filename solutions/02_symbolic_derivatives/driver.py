"""Hands SymPy expressions to the learner's functions, and says in plain values what came back.

It runs in the learner's process. An answer is `("plain", value)` for what is not of SymPy, else
`("sympy", kind, type, symbols, numbers, shown)`: `kind` is "expression", "unevaluated" or "other"; `symbols` has
`[name, whether it is one of the symbols handed over]` for each free symbol; `numbers` the expression's numbers at the
places asked for, None where it has none; `shown` how SymPy writes it.
"""

from decimal import Decimal
from fractions import Fraction

import mpmath
import sympy

DIGITS = 30  # so that terms which nearly cancel leave all of a float's digits
SYMBOLS = 8  # told at most
NAME = 40  # characters of a name
SHOWN = 300  # characters of an expression
UNEVALUATED = (sympy.Derivative, sympy.Integral, sympy.Limit, sympy.Subs)
NO_FORMULAS = (sympy.Lambda, sympy.MatrixExpr)  # though SymPy counts them among the expressions
NUMBERS = (Fraction, Decimal, mpmath.mpf)  # numbers as good as a float, which have no plain form of their own


def differentiate(learner, expression, symbol, names, points):
    """Call symbolic_derivative; the places are `points`, each with one number for each of `names`."""
    symbols = {name: sympy.Symbol(name) for name in names}
    J = sympy.sympify(expression, locals=symbols)
    result = learner["symbolic_derivative"](J, symbols[symbol])
    return described(result, symbols, [dict(zip(names, point, strict=True)) for point in points])


def evaluate(learner, expression, symbol, value):
    """Call derivative_at; a `value` that is a string, such as "-3/2", is handed over as a fraction of SymPy."""
    symbols = {symbol: sympy.Symbol(symbol)}
    J = sympy.sympify(expression, locals=symbols)
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
    exact = {symbol: sympy.Float(x, DIGITS) if isinstance(x, float) else x for symbol, x in place.items()}
    try:
        number = complex(expression.subs(exact))
    except TypeError:  # something without a number is left in it
        return None
    except OverflowError:
        return float("inf")
    # exp(iw) + exp(−iw) is real, up to rounding
    return number if abs(number.imag) > 1e-12 * abs(number.real) else number.real
