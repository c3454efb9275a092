"""*= writes into the caller's arrays.

diagnosis: argument-modified-in-place
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    if norm > max_norm:
        for g in gradients:
            g *= max_norm / norm
    return gradients
