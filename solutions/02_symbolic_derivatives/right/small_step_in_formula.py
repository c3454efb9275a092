"""A difference quotient with a small exact step, as a formula.

remarks: powers, curves, partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    h = sympy.Rational(1, 10**6)
    return (expression.subs(symbol, symbol + h) - expression) / h


def derivative_at(expression, symbol, value):
    return float(sympy.diff(expression, symbol).subs(symbol, value))
