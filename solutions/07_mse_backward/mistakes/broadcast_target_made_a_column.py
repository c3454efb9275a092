"""The target is made a column.

diagnosis: column-row-broadcast
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target.reshape(-1, 1)) / prediction.size
