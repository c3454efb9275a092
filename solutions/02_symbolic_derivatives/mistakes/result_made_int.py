"""An int in place of a float.

diagnosis: result-rounded
fails: value
"""

import sympy


def derivative_at(expression, symbol, value):
    return int(sympy.diff(expression, symbol).subs(symbol, value))
