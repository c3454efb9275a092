"""As PyTorch's step(): the parameters are changed, nothing is returned.

diagnosis: none
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    for (W, b), (gW, gb) in zip(parameters, gradients):
        W -= learning_rate * gW
        b -= learning_rate * gb
