"""The biases stay as they were.

diagnosis: parameters-left-out
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    return [(W - learning_rate * gW, b) for (W, b), (gW, gb) in zip(parameters, gradients)]
