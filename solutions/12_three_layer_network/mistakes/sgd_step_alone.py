"""Only the step is returned.

diagnosis: returns-step-not-weight
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    return [(-learning_rate * gW, -learning_rate * gb) for (W, b), (gW, gb) in zip(parameters, gradients)]
