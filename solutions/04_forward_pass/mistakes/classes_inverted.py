"""1 below the threshold.

diagnosis: classes-inverted
fails: step
"""

import numpy as np


def step(output, threshold=0.5):
    return np.where(output >= threshold, 0, 1)
