"""As in the formula, number by number with math.exp.

diagnosis: softmax-overflow
fails: softmax_large
"""

import math

import numpy as np


def softmax(logits):
    rows = [[math.exp(z) for z in row] for row in logits]
    return np.array([[power / sum(row) for power in row] for row in rows])
