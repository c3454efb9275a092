"""A symbol made anew as a real one is not the one that came in.

diagnosis: none
fails: powers
waits: curves, partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    real = sympy.Symbol(symbol.name, real=True)
    return sympy.diff(expression.subs(symbol, real), real)


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, value))
