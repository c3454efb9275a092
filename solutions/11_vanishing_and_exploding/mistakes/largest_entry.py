"""The largest entry stands for the norm.

diagnosis: other-norm
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    largest = max(np.abs(g).max() for g in gradients)
    return [g * max_norm / largest if largest > max_norm else g for g in gradients]
