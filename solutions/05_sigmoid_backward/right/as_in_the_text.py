"""The formula as the text has it: it warns where e⁻ᶻ overflows.

remarks: sigmoid_large
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
