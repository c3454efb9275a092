"""np.dot, a row of ones for the bias, and a list of three."""

import numpy as np


def linear(X, W, b):
    return np.add(np.dot(X, W), b)


def linear_backward(grad_output, X, W, b):
    return [np.dot(grad_output, W.T), np.dot(X.T, grad_output), np.dot(np.ones(len(X)), grad_output)]
