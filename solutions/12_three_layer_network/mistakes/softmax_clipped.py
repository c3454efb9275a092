"""The logits are cut off at 50 so that exp does not overflow.

diagnosis: none
fails: softmax_large
"""

import numpy as np


def softmax(logits):
    powers = np.exp(np.clip(logits, -50, 50))
    return powers / powers.sum(axis=1, keepdims=True)
