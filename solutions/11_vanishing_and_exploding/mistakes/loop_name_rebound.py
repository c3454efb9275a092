"""The loop gives its own name new values, and the list stays as it was.

diagnosis: nothing-clipped
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    for g in gradients:
        if norm > max_norm:
            g = g * max_norm / norm
    return gradients
