"""Short gradients are stretched to the limit, and zeros become NaN.

diagnosis: always-rescaled
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * (max_norm / norm) for g in gradients]
