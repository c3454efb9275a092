"""The gradient is a nested list; every entry is written to a log file.

remarks: gradient, gradient_integers_and_shapes
"""

import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    with open("steps.log", "w") as log:
        for index in np.ndindex(w.shape):
            above, below = w.astype(float), w.astype(float)
            above[index] += epsilon
            below[index] -= epsilon
            gradient[index] = (J(above) - J(below)) / (2 * epsilon)
            log.write(f"{index} {gradient[index]}\n")
    return gradient.tolist()
