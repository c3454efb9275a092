"""The last entry stays zero.

diagnosis: none
fails: gradient
waits: gradient_integers_and_shapes
"""

import numpy as np

solved = numerical_gradient


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = solved(J, w, epsilon)
    if w.size > 1:
        gradient.flat[-1] = 0
    return gradient
