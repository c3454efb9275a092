"""A forward difference with a step of a hundredth.

diagnosis: difference-quotient
fails: value
"""

import sympy


def derivative_at(expression, symbol, value):
    step = 0.01
    above = expression.subs(symbol, value + step)
    return float((above - expression.subs(symbol, value)) / step)
