"""All calls write into one array.

diagnosis: none
fails: gradient
waits: gradient_integers_and_shapes
"""

import numpy as np

solved = numerical_gradient
RESULT = np.zeros(100)


def numerical_gradient(J, w, epsilon=1e-5):
    RESULT[: w.size] = solved(J, w, epsilon).ravel()
    return RESULT[: w.size].reshape(w.shape)
