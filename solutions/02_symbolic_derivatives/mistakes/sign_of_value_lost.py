"""Negative values are taken for positive ones.

diagnosis: sign-of-value-lost
fails: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, abs(value)))
