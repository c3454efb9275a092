"""The error itself.

diagnosis: error-itself-returned
fails: backward
"""


def mse_backward(prediction, target):
    return prediction - target
