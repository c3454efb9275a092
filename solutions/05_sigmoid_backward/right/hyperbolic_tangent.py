"""σ by tanh; the slope as a parabola around ½."""

import numpy as np


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid_backward(grad_output, output):
    return grad_output * (0.25 - (output - 0.5) ** 2)
