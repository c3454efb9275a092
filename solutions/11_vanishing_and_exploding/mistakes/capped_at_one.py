"""Cut off above, too.

diagnosis: none
fails: relu
waits: norms_deep
"""

import numpy as np


def relu(z):
    return np.clip(z, 0, 1)
