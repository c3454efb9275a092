"""The target is flattened, and a column meets a row.

diagnosis: column-row-broadcast
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return 2 * (prediction - target.ravel()) / prediction.size
