"""The squared error times two.

diagnosis: square-not-differentiated
fails: backward
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target) ** 2 / prediction.size
