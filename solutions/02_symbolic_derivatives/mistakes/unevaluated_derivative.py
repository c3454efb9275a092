"""Derivative only writes down what is to be worked out.

diagnosis: unevaluated-derivative
fails: powers
waits: curves, partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.Derivative(expression, symbol)
