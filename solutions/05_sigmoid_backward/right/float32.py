"""float32 inside and out.

remarks: sigmoid, sigmoid_large, backward, backward_flat
"""

import numpy as np


def sigmoid(z):
    z = z.astype(np.float32)
    return np.float32(1) / (np.float32(1) + np.exp(-z.clip(-80, 80)))


def sigmoid_backward(grad_output, output):
    a = output.astype("float32")
    return grad_output.astype("float32") * a * (1 - a)
