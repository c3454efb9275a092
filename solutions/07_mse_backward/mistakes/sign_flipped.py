"""Target minus prediction.

diagnosis: error-sign-flipped
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return 2 * (target - prediction) / prediction.size
