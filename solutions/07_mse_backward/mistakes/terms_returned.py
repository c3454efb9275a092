"""The terms of the cost, not differentiated.

diagnosis: square-not-differentiated
fails: backward
"""


def mse_backward(prediction, target):
    return (prediction - target) ** 2 / prediction.size
