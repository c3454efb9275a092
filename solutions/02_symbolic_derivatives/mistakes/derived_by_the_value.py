"""diff gets the value in place of the symbol.

diagnosis: substituted-before-diff
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, value))
