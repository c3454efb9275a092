"""One answer for the whole array.

diagnosis: none
fails: step
"""

import numpy as np


def step(output, threshold=0.5):
    return int(np.mean(output) >= threshold)
