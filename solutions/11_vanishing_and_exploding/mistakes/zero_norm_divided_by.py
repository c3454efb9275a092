"""Zeros: 0 · ∞.

diagnosis: divided-by-norm-of-zero
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [min(1.0, max_norm / norm) * g if norm else g / norm for g in gradients]
