"""Other kinds of numbers."""

import fractions
import mpmath
import numpy as np
import sympy


def symbolic_derivative(expression, symbol):
    return sympy.diff(expression, symbol)


def derivative_at(expression, symbol, value):
    slope = sympy.diff(expression, symbol).subs(symbol, value)
    if slope.is_Rational:
        return fractions.Fraction(int(slope.p), int(slope.q))
    return np.float64(slope) if value < 0 else mpmath.mpf(float(slope))
