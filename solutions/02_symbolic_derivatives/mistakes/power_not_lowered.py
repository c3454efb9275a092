"""The exponent becomes a factor, and stays an exponent too.

diagnosis: power-not-lowered
fails: powers
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.expand(symbol * sympy.diff(expression, symbol))
