"""0.5, whatever is passed.

diagnosis: threshold-ignored
fails: step
"""

import numpy as np


def step(output, threshold=0.5):
    return np.where(output >= 0.5, 1, 0)
