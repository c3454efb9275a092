"""float32 throughout.

remarks: mse, backward, backward_axes
"""

import numpy as np


def mse(prediction, target):
    return np.mean((prediction.astype("f4") - target.astype("f4")) ** 2)


def mse_backward(prediction, target):
    return np.float32(2 / prediction.size) * (prediction.astype("f4") - target.astype("f4"))
