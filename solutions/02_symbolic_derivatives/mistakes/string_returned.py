"""The formula as text.

diagnosis: string-returned
fails: powers
waits: curves, partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    return str(sympy.diff(expression, symbol))


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, value))
