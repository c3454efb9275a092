"""The first of the expression's symbols, in alphabetical order.

diagnosis: wrong-symbol
fails: partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    first = min(expression.free_symbols, key=str)
    return sympy.diff(expression, first)
