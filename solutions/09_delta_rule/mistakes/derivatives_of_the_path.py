"""The derivatives along the path, not its weights.

diagnosis: none
fails: path
waits: path_edges
"""

import numpy as np

solved = gradient_descent


def gradient_descent(derivative, w, learning_rate, steps):
    return np.array([derivative(at) for at in solved(derivative, w, learning_rate, steps)])
