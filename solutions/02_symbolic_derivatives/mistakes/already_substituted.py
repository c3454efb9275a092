"""The value of the worked example is put in at once.

diagnosis: already-substituted
fails: powers
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol).subs(symbol, 2)


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, value))
