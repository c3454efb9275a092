"""Each array by its own norm.

diagnosis: clipped-array-by-array
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    return [g * min(1, max_norm / (np.linalg.norm(g) + 1e-12)) for g in gradients]
