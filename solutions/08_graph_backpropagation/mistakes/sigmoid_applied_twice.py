"""The slope is computed from the sigmoid of the sigmoid.

diagnosis: sigmoid-applied-twice
fails: gradients
"""

import numpy as np


def slope(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


class Sigmoid(Sigmoid):
    def backward(self):
        z = self.inputs[0]
        z.gradient = z.gradient + self.gradient * slope(self.value)
