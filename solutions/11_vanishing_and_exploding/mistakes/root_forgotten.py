"""The sum of the squares, without its root.

diagnosis: other-norm
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    total = sum((g**2).sum() for g in gradients)
    return [g * max_norm / total if total > max_norm else g for g in gradients]
