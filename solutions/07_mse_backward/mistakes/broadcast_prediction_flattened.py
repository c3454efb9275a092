"""The prediction is flattened, and a row meets a column.

diagnosis: column-row-broadcast
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    return 2 * (prediction.ravel() - target) / prediction.size
