"""The terms of the cost, not differentiated.

diagnosis: square-not-differentiated
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return (prediction - target) ** 2 / prediction.size
