"""J itself at the value.

diagnosis: expression-not-derived
fails: value
waits: value_anywhere
"""

import sympy


def derivative_at(expression, symbol, value):
    return float(expression.subs(symbol, value))
