"""Decimal inside, 30 digits, and floats again at the border."""

from decimal import Decimal, getcontext

import numpy as np

getcontext().prec = 30


def decimal_sigmoid(z):
    return float(1 / (1 + (-Decimal(float(z))).exp()))


def decimal_slope(g, a):
    g, a = Decimal(float(g)), Decimal(float(a))
    return float(g * a * (1 - a))


def sigmoid(z):
    return np.array([decimal_sigmoid(x) for x in z.flat]).reshape(z.shape)


def sigmoid_backward(grad_output, output):
    pairs = zip(grad_output.flat, output.flat)
    return np.array([decimal_slope(g, a) for g, a in pairs]).reshape(output.shape)
