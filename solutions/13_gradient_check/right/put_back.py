"""The arguments themselves are moved, entry by entry, and every value is put back.

remarks: part
"""

import numpy as np


def check_gradient(forward, backward, arguments, rng):
    shape = forward(*arguments).shape
    G = rng.normal(0, 1, shape)
    before = [a.copy() for a in arguments]
    upstream = G.copy()
    gradients = backward(upstream, *arguments)
    changed = not np.array_equal(upstream, G)
    for a, old in zip(arguments, before):
        changed = changed or not np.array_equal(a, old)
        a[...] = old
    if changed:
        return False
    for a, g in zip(arguments, gradients):
        if a.shape != g.shape:
            return False
        flat, numeric = a.reshape(-1), []
        for i in range(flat.size):
            old = flat[i]
            h = 1e-5 * max(1, abs(old))
            flat[i] = old + h
            up = np.sum(G * forward(*arguments))
            flat[i] = old - h
            down = np.sum(G * forward(*arguments))
            flat[i] = old
            numeric.append((up - down) / (2 * h))
        numeric = np.array(numeric)
        difference = np.sqrt(np.sum((numeric - g.ravel()) ** 2))
        if difference > 1e-4 * np.sqrt(np.sum(numeric**2)):
            return False
    return True
