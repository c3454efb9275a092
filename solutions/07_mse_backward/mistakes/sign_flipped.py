"""Target minus prediction.

diagnosis: error-sign-flipped
fails: backward
"""


def mse_backward(prediction, target):
    return 2 * (target - prediction) / prediction.size
