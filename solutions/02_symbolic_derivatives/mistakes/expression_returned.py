"""The result of diff is thrown away.

diagnosis: expression-not-derived
fails: powers, value
waits: curves, partial, value_anywhere
"""

import sympy


def symbolic_derivative(expression, symbol):
    sympy.diff(expression, symbol)
    return expression
