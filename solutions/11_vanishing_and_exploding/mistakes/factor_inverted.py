"""norm/max_norm for max_norm/norm.

diagnosis: none
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * norm / max_norm if norm > max_norm else g for g in gradients]
