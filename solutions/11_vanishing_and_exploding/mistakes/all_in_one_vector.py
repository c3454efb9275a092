"""The clipped gradients come back as one long vector.

diagnosis: none
fails: clip
"""

import numpy as np


def clip_gradients(gradients, max_norm):
    flat = np.concatenate([g.ravel() for g in gradients])
    return flat * min(1.0, max_norm / max(np.linalg.norm(flat), 1e-30))
