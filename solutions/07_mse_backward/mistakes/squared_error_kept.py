"""The squared error times two.

diagnosis: square-not-differentiated
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target) ** 2 / prediction.size
