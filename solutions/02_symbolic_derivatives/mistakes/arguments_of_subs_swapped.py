"""subs is told to put the symbol in place of the value.

diagnosis: value-not-substituted
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return sympy.diff(expression, symbol).subs(value, symbol)
