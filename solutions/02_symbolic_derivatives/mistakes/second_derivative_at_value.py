"""The expression is taken for the derivative, and differentiated once more.

diagnosis: second-derivative
fails: value
"""

import sympy


def derivative_at(expression, symbol, value):
    slope = sympy.diff(expression, symbol)
    return float(sympy.diff(slope, symbol).subs(symbol, value))
