"""The parameters that came in are changed and returned.

diagnosis: argument-modified-in-place
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    for (W, b), (gW, gb) in zip(parameters, gradients):
        W -= learning_rate * gW
        b -= learning_rate * gb
    return parameters
