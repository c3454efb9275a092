"""Rounded to three digits.

diagnosis: result-rounded
fails: value
"""

import sympy


def derivative_at(expression, symbol, value):
    return round(float(sympy.diff(expression, symbol).subs(symbol, value)), 3)
