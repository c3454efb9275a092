"""The return line is missing.

diagnosis: nothing-returned
fails: relu
waits: norms_deep
"""

import numpy as np


def relu(z):
    a = np.maximum(0, z)
