"""A function made of the formula.

diagnosis: function-returned
fails: powers
waits: curves, partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.lambdify(symbol, sympy.diff(expression, symbol))


def derivative_at(expression, symbol, value):
    return float(symbolic_derivative(expression, symbol)(value))
