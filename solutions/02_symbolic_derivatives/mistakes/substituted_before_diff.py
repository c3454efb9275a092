"""The value goes in first: a number is differentiated.

diagnosis: substituted-before-diff
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression.subs(symbol, value), symbol))
