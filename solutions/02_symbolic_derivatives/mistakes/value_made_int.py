"""The value is cut down to a whole number.

diagnosis: value-made-int
fails: value
"""

import sympy


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, int(value)))
