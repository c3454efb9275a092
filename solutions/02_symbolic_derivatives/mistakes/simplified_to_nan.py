"""The step of a difference quotient is put to 0 before anything cancels.

diagnosis: none
fails: powers, value
waits: curves, partial, value_anywhere
"""

import sympy


def symbolic_derivative(expression, symbol):
    h = sympy.Symbol("h")
    return ((expression.subs(symbol, symbol + h) - expression) / h).subs(h, 0)
