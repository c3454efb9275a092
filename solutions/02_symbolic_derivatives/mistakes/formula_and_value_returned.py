"""A pair of the formula and its value.

diagnosis: none
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    slope = sympy.diff(expression, symbol)
    return slope, float(slope.subs(symbol, value))
