"""A difference quotient whose step is a symbol that never goes to 0.

diagnosis: none
fails: powers
waits: curves, partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    h = sympy.Symbol("h")
    return sympy.expand((expression.subs(symbol, symbol + h) - expression) / h)


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, value))
