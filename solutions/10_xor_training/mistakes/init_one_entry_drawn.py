"""One entry of each matrix is drawn, the others are fixed.

diagnosis: none
fails: init_weights
"""

import numpy as np

W1 = np.array([[1.8, -5.8, -5.7], [1.4, 5.0, 6.4], [1.2, -2.6, 2.7]])
W2 = np.array([[4.3], [9.1], [-8.5]])


def init_weights(rng):
    first, second = W1.copy(), W2.copy()
    first[0, 0], second[0, 0] = rng.normal(), rng.normal()
    return first, second
