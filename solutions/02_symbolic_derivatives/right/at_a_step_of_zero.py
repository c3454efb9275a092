"""At a step of zero."""

import sympy


def symbolic_derivative(expression, symbol):
    step = sympy.Dummy()
    return expression.subs(symbol, symbol + step).diff(step).subs(step, 0)


def derivative_at(expression, symbol, value):
    step = sympy.Dummy()
    return float(sympy.series(expression.subs(symbol, value + step), step, 0, 2).removeO().coeff(step))
