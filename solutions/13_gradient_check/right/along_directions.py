"""Directional derivatives: every argument is moved as a whole, in drawn directions."""

import numpy as np


def check_gradient(forward, backward, arguments, rng):
    G = rng.normal(size=forward(*arguments).shape)
    copies = [argument.copy() for argument in arguments]
    upstream = G.copy()
    gradients = backward(upstream, *copies)
    unchanged = np.array_equal(G, upstream) and all(map(np.array_equal, copies, arguments))
    shapes = [np.shape(gradient) for gradient in gradients] == [np.shape(argument) for argument in arguments]
    if not (unchanged and shapes):
        return False
    for at, gradient in enumerate(gradients):
        scale = max(1.0, np.abs(arguments[at]).max())
        for _ in range(4):
            direction = rng.uniform(0.5, 1.5, gradient.shape) * rng.choice([-1, 1], gradient.shape)
            h = 1e-5 * scale

            def moved(step):
                return sum(
                    np.sum(G * forward(*arguments[:at], arguments[at] + step * direction, *arguments[at + 1 :]))
                    for _ in range(1)
                )

            numeric = (moved(h) - moved(-h)) / (2 * h)
            error = abs(numeric - np.sum(gradient * direction))
            if not error <= 1e-6 * np.sum(np.abs(gradient * direction)):
                return False
    return True
