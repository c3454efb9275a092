"""float() of the formula, with no value in it.

diagnosis: float-of-formula
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol))
