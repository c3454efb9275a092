"""The gradient of half the mean, with the sign of target − prediction.

diagnosis: missing-factor-two
pattern: constant-factor
fails: backward
"""

def mse_backward(prediction, target):
    return (target - prediction) / prediction.size
