"""A layer object that remembers its output; the functions are its methods.

remarks: sigmoid_large
"""

import numpy as np


class Sigmoid:
    calls = 0

    def forward(self, z):
        self.calls += 1
        self.out = 1 / (1 + np.exp(-z))
        return self.out

    def backward(self, dout, out):
        return dout * (1.0 - out) * out


layer = Sigmoid()
sigmoid, sigmoid_backward = layer.forward, layer.backward
