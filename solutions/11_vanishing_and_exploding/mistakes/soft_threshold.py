"""A large number is added to the norm against division by zero: off by a thousandth.

diagnosis: none
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    factor = max_norm / (norm + 1e-2)
    return [g * factor if factor < 1 else g for g in gradients]
