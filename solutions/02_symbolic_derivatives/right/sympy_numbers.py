"""Simplified, and a number of SymPy."""

from sympy import *


def symbolic_derivative(expression, symbol):
    return simplify(diff(expression, symbol))


def derivative_at(expression, symbol, value):
    return factor(diff(expression, symbol)).subs(symbol, value)
