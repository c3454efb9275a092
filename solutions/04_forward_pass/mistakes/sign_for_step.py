"""np.sign of what is above the threshold.

diagnosis: sign-for-step
fails: step
"""

import numpy as np


def step(output, threshold=0.5):
    return np.sign(output - threshold).astype(int)
