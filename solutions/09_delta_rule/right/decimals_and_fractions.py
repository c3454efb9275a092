"""Fraction for one step, Decimal for the path; floats again at the border."""

from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np

getcontext().prec = 40


def one(w, g, rate):
    return float(Fraction(float(w)) - Fraction(float(g)) * Fraction(float(rate)))


def delta_rule_update(weight, derivative, learning_rate):
    return np.vectorize(one, otypes=[float])(weight, derivative, learning_rate)


def gradient_descent(derivative, w, learning_rate, steps):
    at, path = Decimal(float(w)), [float(w)]
    for _ in range(steps):
        at -= Decimal(float(derivative(float(at)))) * Decimal(float(learning_rate))
        path.append(float(at))
    return np.array(path)
