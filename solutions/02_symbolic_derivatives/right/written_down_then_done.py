"""Written down, then worked out."""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.Derivative(expression, symbol).doit()


def derivative_at(expression, symbol, value):
    return float(sympy.Derivative(expression, symbol).doit().evalf(subs={symbol: value}))
