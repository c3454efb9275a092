"""Five drawn upstreams, and a test that backward is linear in them."""

import numpy as np


def numeric(forward, arguments, G, at):
    result = np.zeros(arguments[at].shape)
    for index in np.ndindex(result.shape):
        h = 1e-5 * max(1, abs(arguments[at][index]))
        values = []
        for step in (h, -h):
            moved = list(arguments)
            moved[at] = moved[at].copy()
            moved[at][index] += step
            values.append(np.sum(forward(*moved) * G))
        result[index] = (values[0] - values[1]) / (2 * h)
    return result


def near(a, b):
    return a.shape == b.shape and np.linalg.norm(a - b) <= 1e-6 * (np.linalg.norm(a) + np.linalg.norm(b))


def check_gradient(forward, backward, arguments, rng):
    def asked(G):
        copies = [G.copy(), *(a.copy() for a in arguments)]
        gradients = backward(*copies)
        untouched = all(np.array_equal(a, b) for a, b in zip(copies, [G, *arguments]))
        return gradients if untouched and len(gradients) == len(arguments) else None

    upstreams = [rng.normal(size=forward(*arguments).shape) for _ in range(5)]
    answers = [asked(G) for G in upstreams]
    both = asked(2 * upstreams[0] - upstreams[1])
    if None in [None if answer is None else 0 for answer in (*answers, both)]:
        return False
    for at in range(len(arguments)):
        if answers[0][at].shape != arguments[at].shape:
            return False
        if not near(both[at], 2 * answers[0][at] - answers[1][at]):
            return False
        for G, answer in zip(upstreams, answers):
            if not near(answer[at], numeric(forward, arguments, G, at)):
                return False
    return True
