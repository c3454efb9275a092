"""A difference quotient with a small step, for the number alone.

remarks: value, value_anywhere
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol)


def derivative_at(expression, symbol, value):
    h = 1e-6
    J = lambda at: float(expression.subs(symbol, at))
    return (J(value + h) - J(value)) / h
