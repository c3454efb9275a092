"""The learning rate of the slides, whatever is passed.

diagnosis: learning-rate-ignored
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    return [(W - 0.001 * gW, b - 0.001 * gb) for (W, b), (gW, gb) in zip(parameters, gradients)]
