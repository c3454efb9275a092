"""Shapes are asserted: over a wrong one an exception comes in the place of False.

remarks: part, right
"""

import numpy as np


def check_gradient(forward, backward, arguments, rng):
    G = rng.normal(size=forward(*arguments).shape)
    handed = [array.copy() for array in (G, *arguments)]
    gradients = backward(*handed)
    assert len(gradients) == len(arguments)
    for gradient, argument in zip(gradients, arguments):
        assert gradient.shape == argument.shape, "wrong shape"
    if not all(np.array_equal(a, b) for a, b in zip(handed, (G, *arguments))):
        return False
    errors = []
    for at, gradient in enumerate(gradients):
        numeric = np.zeros(gradient.shape)
        for index in np.ndindex(gradient.shape):
            h = 1e-5 * max(1, abs(arguments[at][index]))
            e = np.zeros(gradient.shape)
            e[index] = h
            J = [np.sum(G * forward(*arguments[:at], arguments[at] + s * e, *arguments[at + 1 :])) for s in (1, -1)]
            numeric[index] = (J[0] - J[1]) / (2 * h)
        errors.append(np.linalg.norm(numeric - gradient) / np.linalg.norm(numeric))
    return max(errors) < 1e-5
