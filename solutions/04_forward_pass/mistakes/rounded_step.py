"""np.round for the step function.

diagnosis: rounding-for-step
fails: step
"""

import numpy as np


def step(output, threshold=0.5):
    return np.round(output).astype(int)
