"""The gradient of the mean absolute error.

diagnosis: absolute-error-gradient
fails: backward
"""

import numpy as np


def mse_backward(prediction, target):
    return np.sign(prediction - target) / prediction.size
