"""Divided by the number of rows.

diagnosis: divided-by-one-axis
fails: backward_axes
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target) / len(prediction)
