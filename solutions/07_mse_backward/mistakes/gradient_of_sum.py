"""Not divided by the number of entries.

diagnosis: sum-not-mean
fails: backward
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target)
