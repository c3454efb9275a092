"""As in the formula: exp of the logits as they come.

diagnosis: softmax-overflow
fails: softmax_large
"""

import numpy as np


def softmax(logits):
    powers = np.exp(logits)
    return powers / powers.sum(axis=1, keepdims=True)
