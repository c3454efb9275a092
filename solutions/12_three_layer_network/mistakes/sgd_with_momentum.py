"""A velocity is kept from step to step: right the first time only.

diagnosis: none
fails: sgd_step
"""


VELOCITY = {}


def sgd_step(parameters, gradients, learning_rate):
    result = []
    for at, (pair, grads) in enumerate(zip(parameters, gradients)):
        VELOCITY[at] = [0.9 * v + g for v, g in zip(VELOCITY.get(at, (0, 0)), grads)]
        result.append(tuple(p - learning_rate * v for p, v in zip(pair, VELOCITY[at])))
    return result
