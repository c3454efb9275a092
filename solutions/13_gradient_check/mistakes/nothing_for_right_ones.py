"""The last return is forgotten.

diagnosis: nothing-returned
fails: right
waits: size, part, hidden, slight
"""

import numpy as np


def check_gradient(forward, backward, arguments, rng):
    shape = forward(*arguments).shape
    grad_output = rng.uniform(0.5, 1.5, shape) * rng.choice([-1, 1], shape)
    given = [grad_output, *arguments]
    handed = [array.copy() for array in given]
    gradients = backward(*handed)
    if not all(np.array_equal(array, copy) for array, copy in zip(given, handed)):
        return False
    if [gradient.shape for gradient in gradients] != [argument.shape for argument in arguments]:
        return False

    def cost(at, index, step):
        moved = [argument.copy() for argument in arguments]
        moved[at][index] += step
        return np.sum(grad_output * forward(*moved))

    for at, gradient in enumerate(gradients):
        numeric = np.zeros(gradient.shape)
        for index in np.ndindex(gradient.shape):
            step = 1e-5 * max(1, abs(arguments[at][index]))
            numeric[index] = (cost(at, index, step) - cost(at, index, -step)) / (2 * step)
        size = np.linalg.norm(gradient) + np.linalg.norm(numeric)
        # Written so that NaN, which is not ≤ anything, is wrong.
        if not np.linalg.norm(gradient - numeric) <= 1e-5 * size:
            return False
