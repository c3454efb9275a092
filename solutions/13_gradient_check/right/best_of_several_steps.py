"""Several steps; a gradient is right if it agrees with the differences of some step."""

import numpy as np

STEPS = (1e-3, 1e-4, 1e-5, 1e-6)


def relative_error(a, n):
    size = np.linalg.norm(a) + np.linalg.norm(n)
    return 0.0 if size == 0 else np.linalg.norm(a - n) / size


def check_gradient(forward, backward, arguments, rng):
    G = rng.normal(size=forward(*arguments).shape)
    mine = [G.copy(), *[a.copy() for a in arguments]]
    gradients = backward(*mine)
    if any(not np.array_equal(a, b) for a, b in zip(mine, [G, *arguments])):
        return False
    for at, gradient in enumerate(gradients):
        if gradient.shape != arguments[at].shape:
            return False
        errors = []
        for step in STEPS:
            numeric = np.zeros(gradient.shape)
            for index in np.ndindex(numeric.shape):
                h = step * max(abs(arguments[at][index]), 1)
                ends = []
                for sign in (+1, -1):
                    point = [a.copy() for a in arguments]
                    point[at][index] += sign * h
                    ends.append(forward(*point))
                numeric[index] = ((ends[0] - ends[1]) * G).sum() / (2 * h)
            errors.append(relative_error(gradient, numeric))
        if not min(errors) < 1e-5:
            return False
    return True
