"""What subs returns is thrown away.

diagnosis: value-not-substituted
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    slope = sympy.diff(expression, symbol)
    slope.subs(symbol, value)
    return slope
