"""Each row is shifted by its own largest logit, and then all share one denominator.

diagnosis: softmax-sum-over-all
fails: softmax
"""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / np.sum(powers)
