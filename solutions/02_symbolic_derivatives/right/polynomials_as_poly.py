"""Polynomials are returned as Poly.

remarks: powers, partial
"""

import sympy


def derivative_at(expression, symbol, value):
    slope = symbolic_derivative(expression, symbol)
    return float(slope.subs(symbol, value))


def symbolic_derivative(expression, symbol):
    if not expression.is_polynomial(symbol):
        return sympy.diff(expression, symbol)
    return sympy.Poly(expression, symbol).diff(symbol)
