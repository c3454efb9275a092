"""Differentiated twice.

diagnosis: second-derivative
fails: powers
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol, 2)
