"""The Jacobian of each argument by differences; backward is asked for several upstreams.

remarks: part
"""

import numpy as np


def jacobian(forward, arguments, at):
    columns = []
    for place in range(arguments[at].size):
        e = np.zeros(arguments[at].size)
        e[place] = 1e-5 * max(1, abs(arguments[at].flat[place]))
        e = e.reshape(arguments[at].shape)
        above, below = (
            forward(*arguments[:at], arguments[at] + sign * e, *arguments[at + 1 :]) for sign in (1, -1)
        )
        columns.append((above - below).ravel() / (2 * e.max()))
    return np.array(columns).T


def check_gradient(forward, backward, arguments, rng):
    shape = forward(*arguments).shape
    jacobians = [jacobian(forward, arguments, at) for at in range(len(arguments))]
    for _ in range(3):
        G = rng.normal(size=shape)
        given = [G.copy(), *(argument.copy() for argument in arguments)]
        gradients = backward(*given)
        for before, after in zip([G, *arguments], given):
            if not np.array_equal(before, after):
                return False
        if len(gradients) != len(arguments):
            return False
        for J, gradient, argument in zip(jacobians, gradients, arguments):
            if gradient.shape != argument.shape:
                return False
            numeric = (J.T @ G.ravel()).reshape(argument.shape)
            if np.abs(numeric - gradient).max() > 1e-5 * np.abs(numeric).max():
                return False
    return True
