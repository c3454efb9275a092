"""Every power is lowered by one, without its factor.

diagnosis: exponent-not-brought-down
fails: powers
waits: curves, value_anywhere
"""

import sympy


def symbolic_derivative(expression, symbol):
    without_constant = expression - expression.subs(symbol, 0)
    return sympy.expand(without_constant / symbol)
