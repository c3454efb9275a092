"""Not divided by the number of entries.

diagnosis: sum-not-mean
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target)
