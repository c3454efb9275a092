"""The value goes in before diff, so every slope is 0.

diagnosis: none
fails: powers
waits: curves, partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression.subs(symbol, 2), symbol)


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, value))
