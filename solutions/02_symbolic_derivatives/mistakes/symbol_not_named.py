"""diff is left to guess the symbol.

diagnosis: symbol-not-named
fails: partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression)
