"""A decorator that counts the uses of J and remembers its values within one call."""

from functools import wraps

import numpy as np

uses = 0


def remembering(rule):
    @wraps(rule)
    def wrapped(J, *args, **kwargs):
        known = {}

        def asked(w):
            global uses
            uses += 1
            key = np.asarray(w, float).tobytes()
            if key not in known:
                known[key] = J(w)
            return known[key]

        return rule(asked, *args, **kwargs)

    return wrapped


@remembering
def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


@remembering
def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)


@remembering
def numerical_gradient(J, w, epsilon=1e-5):
    gradient = np.zeros(w.shape)
    for k in range(w.size):
        high, low = np.array(w, float), np.array(w, float)
        high.flat[k] += epsilon
        low.flat[k] -= epsilon
        gradient.flat[k] = (J(high) - J(low)) / (2 * epsilon)
    return gradient
