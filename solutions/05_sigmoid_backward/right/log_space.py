"""Everything in logarithms: σ = exp(−log(1 + e⁻ᶻ)), and the slope as exp(ln σ + ln(1 − σ))."""

import numpy as np


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))


def sigmoid_backward(grad_output, output):
    return grad_output * np.exp(np.log(output) + np.log1p(-output))
