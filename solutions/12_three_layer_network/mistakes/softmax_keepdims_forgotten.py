"""The sums of the rows are laid along the columns; the other functions do without softmax.

diagnosis: keepdims-forgotten
fails: softmax
waits: softmax_large
"""

import numpy as np


right_softmax = softmax


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


def cross_entropy(logits, targets):
    return -np.mean([np.log(row[target]) for row, target in zip(right_softmax(logits), targets)])


def cross_entropy_backward(logits, targets):
    return (right_softmax(logits) - np.eye(logits.shape[1])[targets]) / len(targets)
