"""Columns stay columns, everything else becomes flat.

diagnosis: gradient-reshaped
fails: backward_axes
"""


def mse_backward(prediction, target):
    gradient = 2 * (prediction - target) / prediction.size
    return gradient if gradient.shape[-1:] == (1,) else gradient.ravel()
