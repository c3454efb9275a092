"""The return line is missing.

diagnosis: nothing-returned
fails: backward
waits: backward_axes
"""


def mse_backward(prediction, target):
    gradient = 2 * (prediction - target) / prediction.size
    print(gradient)
