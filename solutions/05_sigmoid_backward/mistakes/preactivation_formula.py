"""z is worked out again, and the formula for the output applied to it.

diagnosis: derivative-formula-on-preactivation
fails: backward
"""

import numpy as np


def sigmoid_backward(grad_output, output):
    z = np.log(output / (1 - output))
    return grad_output * z * (1 - z)
