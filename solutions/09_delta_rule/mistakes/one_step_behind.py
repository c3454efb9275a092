"""The derivative is that of the weight before.

diagnosis: none
fails: path
waits: path_edges
"""

import numpy as np


def gradient_descent(derivative, w, learning_rate, steps):
    path, slope = [float(w)], derivative(w)
    for i in range(steps):
        path.append(path[-1] - learning_rate * slope)
        slope = derivative(path[-2])
    return np.array(path)
