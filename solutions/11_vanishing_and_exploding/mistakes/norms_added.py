"""The norms of the arrays are added up.

diagnosis: other-norm
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    total = sum(np.linalg.norm(g) for g in gradients)
    return [g * min(1.0, max_norm / max(total, 1e-30)) for g in gradients]
