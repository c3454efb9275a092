"""Differences to one side, with a step small enough for the tolerance."""

import numpy as np


def check_gradient(forward, backward, arguments, rng):
    base = forward(*arguments)
    G = rng.uniform(0.5, 1.5, base.shape) * rng.choice([-1, 1], base.shape)
    handed = [G.copy(), *(np.array(a) for a in arguments)]
    gradients = backward(*handed)
    ok = all((a == b).all() for a, b in zip(handed, [G, *arguments]))
    for k in range(len(arguments)):
        if not ok or gradients[k].shape != arguments[k].shape:
            return False
        slopes = np.zeros(arguments[k].shape)
        for index in np.ndindex(slopes.shape):
            moved = [a.copy() for a in arguments]
            moved[k][index] += 1e-7 * max(1, abs(arguments[k][index]))
            step = moved[k][index] - arguments[k][index]
            slopes[index] = np.sum(G * (forward(*moved) - base)) / step
        ok = np.linalg.norm(slopes - gradients[k]) <= 1e-4 * np.linalg.norm(slopes)
    return bool(ok)
