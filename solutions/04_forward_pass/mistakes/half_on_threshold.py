"""The half-way value of Heaviside's function on the threshold.

diagnosis: none
fails: step
"""

import numpy as np


def step(output, threshold=0.5):
    return np.heaviside(output - threshold, 0.5)
