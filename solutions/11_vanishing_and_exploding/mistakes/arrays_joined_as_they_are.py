"""The arrays are joined without being made vectors first, which only works where all have as many axes.

diagnosis: none
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.linalg.norm(np.concatenate(gradients))
    return [g * max_norm / max(norm, max_norm) for g in gradients]
