"""The quotient in exact arithmetic: Fractions, and Decimal for the central difference of a number."""

from decimal import Decimal
from fractions import Fraction

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    rise = Fraction(float(J(w + epsilon))) - Fraction(float(J(w)))
    return float(rise / Fraction(float(epsilon)))


def central_difference(J, w, epsilon=1e-3):
    rise = Decimal(float(J(w + epsilon))) - Decimal(float(J(w - epsilon)))
    return float(rise / (2 * Decimal(float(epsilon))))


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.full(w.shape, np.nan)
    for position in range(w.size):
        at = np.unravel_index(position, w.shape)
        up, down = np.array(w, float), np.array(w, float)
        up[at] += epsilon
        down[at] -= epsilon
        gradient[at] = float((Fraction(float(J(up))) - Fraction(float(J(down)))) / (2 * Fraction(float(epsilon))))
    return gradient
