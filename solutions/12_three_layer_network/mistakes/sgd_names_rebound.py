"""The loop's names get the new arrays, and the old list is returned.

diagnosis: weights-not-changed
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    for (W, b), (gW, gb) in zip(parameters, gradients):
        W = W - learning_rate * gW
        b = b - learning_rate * gb
    return parameters
