"""The path stays at its start.

diagnosis: none
fails: path
waits: path_edges
"""

import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    return np.full(steps + 1, float(w))
