"""The return line is missing.

diagnosis: none
fails: powers
waits: curves, partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    slope = sympy.diff(expression, symbol)


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, value))
