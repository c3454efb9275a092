import numpy as np


def sigmoid(z):
    z = z.astype(np.float32)
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    g, a = grad_output.astype("float32"), output.astype("float32")
    return g * a * (1 - a)
