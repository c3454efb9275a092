"""The 2 of the square is missing.

diagnosis: missing-factor-two
fails: backward
"""


def mse_backward(prediction, target):
    return (prediction - target) / prediction.size
