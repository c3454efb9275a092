"""Row by row, one entry at a time."""

import numpy as np

# TODO: styles


def square(x):
    result = np.empty_like(x)
    for index in np.ndindex(x.shape):
        result[index] = x[index] * x[index]
    return result


def square_backward(grad_output, x):
    result = np.empty_like(x)
    for index in np.ndindex(x.shape):
        result[index] = grad_output[index] * (x[index] + x[index])
    return result
