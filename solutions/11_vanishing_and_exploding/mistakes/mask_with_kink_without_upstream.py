"""The slope alone, 1 at the kink.

diagnosis: mask-without-upstream
fails: relu_backward
"""

import numpy as np


def relu_backward(grad_output, z):
    return np.where(z >= 0, 1.0, 0.0)
