"""Plain Python numbers raise where numpy gives ∞.

diagnosis: divided-by-norm-of-zero
fails: clip
"""

import math


def clip_gradients(gradients, max_norm):
    norm = math.sqrt(sum(float((g**2).sum()) for g in gradients))
    factor = min(1.0, max_norm / norm)
    return [g * factor for g in gradients]
