"""Divided by the length of the longer of the first and the last axis.

diagnosis: none
pattern: several-rows-wrong
fails: backward_axes
"""


def mse_backward(prediction, target):
    n = max(prediction.shape[0], prediction.shape[-1])
    return 2 * (prediction - target) / n
