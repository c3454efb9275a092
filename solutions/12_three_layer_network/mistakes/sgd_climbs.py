"""The gradient is added.

diagnosis: climbs-instead-of-descends
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    return [(W + learning_rate * gW, b + learning_rate * gb) for (W, b), (gW, gb) in zip(parameters, gradients)]
