"""The target is not used.

diagnosis: target-ignored
fails: backward
"""


def mse_backward(prediction, target):
    return 2 * prediction / prediction.size
