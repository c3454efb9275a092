"""The limit of the difference quotient."""

import sympy


def symbolic_derivative(J, w):
    h = sympy.Dummy("h")
    return sympy.limit((J.subs(w, w + h) - J) / h, h, 0)


def derivative_at(J, w, value):
    h, value = sympy.Symbol("h"), sympy.Rational(value)  # nothing cancels exactly in floats
    return sympy.limit(sympy.expand((J.subs(w, value + h) - J.subs(w, value)) / h), h, 0)
