"""Round brackets make a generator, which is no list.

diagnosis: none
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return (g * min(1.0, max_norm / max(norm, 1e-30)) for g in gradients)
