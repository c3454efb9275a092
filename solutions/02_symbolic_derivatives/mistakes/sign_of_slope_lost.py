"""The size of the slope without its sign.

diagnosis: sign-of-slope-lost
fails: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return abs(float(sympy.diff(expression, symbol).subs(symbol, value)))
