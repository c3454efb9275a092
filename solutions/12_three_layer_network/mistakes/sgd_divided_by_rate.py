"""The gradient is divided by the rate.

diagnosis: none
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    return [(W - gW / learning_rate, b - gb / learning_rate) for (W, b), (gW, gb) in zip(parameters, gradients)]
