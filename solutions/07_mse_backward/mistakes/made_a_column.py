"""A column whatever the shape.

diagnosis: gradient-reshaped
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    p = prediction.reshape(-1, 1)
    t = target.reshape(-1, 1)
    return 2 * (p - t) / len(p)
