"""What is too long gets norm 1.

diagnosis: limit-ignored
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g / norm if norm > max_norm else g for g in gradients]
