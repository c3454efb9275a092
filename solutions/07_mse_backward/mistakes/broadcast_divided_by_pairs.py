"""All pairs, divided by their number.

diagnosis: column-row-broadcast
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    error = prediction.reshape(-1, 1) - target
    return 2 * error / error.size
