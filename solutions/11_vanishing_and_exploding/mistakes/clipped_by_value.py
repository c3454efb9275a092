"""Each entry is cut off by itself.

diagnosis: clipped-by-value-not-norm
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    return [np.clip(g, -max_norm, max_norm) for g in gradients]
