"""Always with respect to w.

diagnosis: symbol-hard-coded
fails: powers
"""

import sympy

w = sympy.symbols("w")


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, w)
