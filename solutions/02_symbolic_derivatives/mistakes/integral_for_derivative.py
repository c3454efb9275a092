"""integrate in place of diff.

diagnosis: integral-for-derivative
fails: powers, value
waits: curves, partial, value_anywhere
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.integrate(expression, symbol)
