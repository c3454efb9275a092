"""Fractions multiply without rounding; 0-d arrays are handed to the functions."""

from fractions import Fraction

import numpy as np


def derivative_of_composition(dg, f, df, x):
    x = np.array(x)
    return float(Fraction(float(dg(np.array(f(x))))) * Fraction(float(df(x))))


def derivative_of_chain(functions, derivatives, x):
    total = Fraction(1)
    for f, df in zip(functions, derivatives, strict=True):
        total *= Fraction(float(df(x)))
        x = f(x)
    return float(total)
