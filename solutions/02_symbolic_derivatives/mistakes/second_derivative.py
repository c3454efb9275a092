"""Differentiated twice.

diagnosis: second-derivative
fails: powers, value
waits: curves, partial, value_anywhere
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol, 2)
