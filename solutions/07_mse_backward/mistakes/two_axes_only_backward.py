"""Counts on two axes.

diagnosis: axis-not-there
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target) / (prediction.shape[0] * prediction.shape[1])
