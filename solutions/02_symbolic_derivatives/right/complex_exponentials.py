"""With complex exponentials."""

import sympy


def derivative_at(expression, symbol, value):
    slope = symbolic_derivative(expression, symbol)
    return float(slope.subs(symbol, value))


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol).rewrite(sympy.exp)
