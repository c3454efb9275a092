"""The number as float32.

remarks: value, value_anywhere
"""

import numpy as np
import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol)


def derivative_at(expression, symbol, value):
    return np.float32(sympy.diff(expression, symbol).subs(symbol, value))
