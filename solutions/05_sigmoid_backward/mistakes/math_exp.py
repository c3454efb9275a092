"""math.exp on an array.

diagnosis: math-exp-on-array
fails: sigmoid
waits: sigmoid_large
"""

import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))
