"""Right, but asks for the first axis.

diagnosis: axis-not-there
fails: backward_axes
"""


def mse_backward(prediction, target):
    gradient = 2 * (prediction - target) / prediction.size
    return gradient if prediction.shape[0] else 0
