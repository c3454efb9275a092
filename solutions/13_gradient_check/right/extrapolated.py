"""Two central differences extrapolated to a step of zero."""

import numpy as np


def central(J, x, i, h):
    up, down = x.copy(), x.copy()
    up[i] += h
    down[i] -= h
    return (J(up) - J(down)) / (2 * h)


def numerical_gradient(J, x):
    result = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        h = 1e-4 * max(1, abs(x[i]))
        result[i] = (4 * central(J, x, i, h / 2) - central(J, x, i, h)) / 3
    return result


def check_gradient(forward, backward, arguments, rng):
    G = rng.choice([-1.0, 1.0], forward(*arguments).shape) * rng.uniform(1, 2)
    G += 0.5 * rng.random(G.shape)
    kept = [G.copy(), *map(np.copy, arguments)]
    answer = backward(G, *map(np.copy, arguments))
    if not np.array_equal(G, kept[0]):
        return False
    trial = [argument.copy() for argument in arguments]
    backward(G.copy(), *trial)
    if not all(map(np.array_equal, trial, arguments)):
        return False
    for at, given in enumerate(answer):
        if np.shape(given) != arguments[at].shape:
            return False
        J = lambda x: np.vdot(kept[0], forward(*arguments[:at], x, *arguments[at + 1 :]))
        expected = numerical_gradient(J, arguments[at])
        if not np.linalg.norm(given - expected) <= 1e-5 * np.linalg.norm(expected):
            return False
    return True
