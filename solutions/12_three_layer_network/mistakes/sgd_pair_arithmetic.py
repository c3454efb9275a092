"""The pairs (W, b) are computed with as if they were arrays.

diagnosis: list-arithmetic
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    return [pair - learning_rate * gradient for pair, gradient in zip(parameters, gradients)]
