"""The lists are computed with as if they were arrays.

diagnosis: list-arithmetic
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    return parameters - learning_rate * gradients
