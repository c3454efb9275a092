"""A function of math, in the other direction, on an array.

diagnosis: math-exp-on-array
fails: backward
waits: backward_flat
"""

import math


def sigmoid_backward(grad_output, output):
    z = math.log(output) - math.log(1 - output)
    return grad_output / (2 + 2 * math.cosh(z))
