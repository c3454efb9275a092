"""Relative errors entry by entry, with a floor made of the largest entry."""

import numpy as np


def check_gradient(forward, backward, arguments, rng):
    arguments = [np.asarray(a) for a in arguments]
    G = np.sign(rng.normal(size=forward(*arguments).shape)) * (1 + rng.random(forward(*arguments).shape))
    inputs = [G.copy()] + [a.copy() for a in arguments]
    results = list(backward(*inputs))
    for a, b in zip(inputs, [G] + arguments):
        if (a != b).any():
            return False
    if [r.shape for r in results] != [a.shape for a in arguments]:
        return False
    for n, (x, dx) in enumerate(zip(arguments, results)):
        for i, _ in np.ndenumerate(x):
            h = 1e-5 * max(1.0, abs(x[i]))
            xs = [a.copy() for a in arguments]
            xs[n][i] = x[i] + h
            fp = forward(*xs)
            xs[n][i] = x[i] - h
            fm = forward(*xs)
            numeric = float(np.sum((fp - fm) * G) / (2 * h))
            floor = 1e-3 * np.abs(dx).max() + 1e-300
            if not abs(numeric - dx[i]) / max(abs(numeric), abs(dx[i]), floor) < 1e-3 / 2:
                return False
    return True
