"""The update of the slides, which is that of model[0].

diagnosis: parameters-left-out
fails: sgd_step
"""


def sgd_step(parameters, gradients, learning_rate):
    (W, b), (gW, gb) = parameters[0], gradients[0]
    return [(W - learning_rate * gW, b - learning_rate * gb), *parameters[1:]]
