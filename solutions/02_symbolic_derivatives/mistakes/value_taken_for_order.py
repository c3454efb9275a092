"""diff gets the value as a third argument.

diagnosis: value-taken-for-order
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol, value))
