"""The number as text.

diagnosis: string-returned
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return str(sympy.diff(expression, symbol).subs(symbol, value))
