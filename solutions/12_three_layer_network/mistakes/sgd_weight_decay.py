"""The weights shrink a little at every step.

diagnosis: none
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    return [(0.999 * W - learning_rate * gW, b - learning_rate * gb) for (W, b), (gW, gb) in zip(parameters, gradients)]
