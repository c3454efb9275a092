"""evalf gets the value, which it takes for a number of digits.

diagnosis: value-not-substituted
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return sympy.diff(expression, symbol).evalf(int(value))
