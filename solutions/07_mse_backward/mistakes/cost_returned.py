"""The cost is returned.

diagnosis: cost-not-gradient
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return mse(prediction, target)
