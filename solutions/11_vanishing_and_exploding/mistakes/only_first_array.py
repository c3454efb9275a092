"""Only the first array is measured.

diagnosis: none
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    norm = np.linalg.norm(gradients[0])
    return [g * max_norm / norm if norm > max_norm else g for g in gradients]
