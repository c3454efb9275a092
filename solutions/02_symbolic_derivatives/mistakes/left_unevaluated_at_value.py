"""A Derivative with the value written beside it.

diagnosis: unevaluated-derivative
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return sympy.Derivative(expression, symbol).subs(symbol, value)
