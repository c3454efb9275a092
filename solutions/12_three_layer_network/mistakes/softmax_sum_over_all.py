"""One denominator for the whole array.

diagnosis: softmax-sum-over-all
fails: softmax
waits: softmax_large
"""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()
