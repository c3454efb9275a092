"""A column whatever the shape.

diagnosis: gradient-reshaped
fails: backward
"""


def mse_backward(prediction, target):
    p = prediction.reshape(-1, 1)
    t = target.reshape(-1, 1)
    return 2 * (p - t) / len(p)
