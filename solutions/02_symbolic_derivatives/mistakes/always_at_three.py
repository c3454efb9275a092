"""The value of the text's first example is written into the code.

diagnosis: value-ignored
fails: value
"""

import sympy


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, 3))
