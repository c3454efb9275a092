"""The gradient is written into the prediction.

diagnosis: argument-modified-in-place
fails: backward
"""


def mse_backward(prediction, target):
    prediction -= target
    prediction *= 2 / prediction.size
    return prediction
