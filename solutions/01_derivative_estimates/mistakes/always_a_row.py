"""A single number comes back as an array of one entry.

diagnosis: none
fails: gradient_integers_and_shapes
"""

import numpy as np

solved = numerical_gradient


def numerical_gradient(J, w, epsilon=1e-5):
    return np.atleast_1d(solved(J, w, epsilon))
