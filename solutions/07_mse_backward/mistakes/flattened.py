"""A flat array whatever the shape.

diagnosis: gradient-reshaped
fails: backward
"""


def mse_backward(prediction, target):
    return 2 * (prediction.ravel() - target.ravel()) / prediction.size
