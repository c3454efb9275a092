"""−1 for the lower class.

diagnosis: none
fails: step
"""

import numpy as np


def step(output, threshold=0.5):
    return np.where(output >= threshold, 1, -1)
