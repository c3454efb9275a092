"""The forward difference of exercise 01, with its step.

diagnosis: difference-quotient
fails: powers
"""

import sympy


def symbolic_derivative(expression, symbol):
    step = 0.001
    return (expression.subs(symbol, symbol + step) - expression) / step
