"""The caller's own list is given new arrays.

diagnosis: argument-modified-in-place
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    for i in range(len(gradients)):
        if norm > max_norm:
            gradients[i] = gradients[i] * max_norm / norm
    return gradients
