"""The powers of e are summed down the columns.

diagnosis: softmax-wrong-axis
fails: softmax
waits: softmax_large
"""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=0))
    return powers / powers.sum(axis=0)
