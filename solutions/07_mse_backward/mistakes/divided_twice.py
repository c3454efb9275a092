"""Divided twice by the number of entries.

diagnosis: divided-by-batch-size-twice
fails: backward
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target) / prediction.size**2
