"""A rule for 1/w written by hand, without its minus.

diagnosis: lost-sign-of-reciprocal
fails: curves
"""

import sympy


def symbolic_derivative(expression, symbol):
    constant, rest = expression.as_independent(symbol)
    if rest == 1 / symbol:
        return constant / symbol**2
    return sympy.diff(expression, symbol)
