"""Lambdify."""

import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol)


def derivative_at(expression, symbol, value):
    slope = sympy.lambdify(symbol, sympy.diff(expression, symbol), "numpy")
    return slope(value)
