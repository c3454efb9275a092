"""Each row of w, or each entry, is handed to J alone.

diagnosis: rows-handed-one-by-one
fails: gradient
waits: gradient_integers_and_shapes
"""

import numpy as np


def numerical_gradient(J, w, epsilon=1e-5):
    return np.array([(J(row + epsilon) - J(row - epsilon)) / (2 * epsilon) for row in w])
