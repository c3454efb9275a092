"""The error itself.

diagnosis: error-itself-returned
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return prediction - target
