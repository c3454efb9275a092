"""The other way round: a number is an array without axes, and the scalar functions ask the gradient."""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    w = np.float64(w)
    return np.divide(np.subtract(J(w + epsilon), J(w)), epsilon)


def central_difference(J, w, epsilon=1e-3):
    return float(numerical_gradient(J, np.array(w), epsilon))


def numerical_gradient(J, w, epsilon=1e-5):
    def moved(sign, index):
        result = np.array(w, float)
        result[index] = result[index] + sign * epsilon
        return J(result)

    gradient = [(moved(+1, index) - moved(-1, index)) / (2 * epsilon) for index in np.ndindex(*w.shape)]
    return np.array(gradient).reshape(w.shape)
