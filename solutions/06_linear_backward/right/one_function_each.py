"""Three functions behind a decorator that gathers them, lambdas, star-args, np.tensordot and np.inner."""

import numpy as np

rules = []


def rule(function):
    rules.append(function)
    return function


@rule
def _x(G, X, W, b):
    return np.inner(G, W)


@rule
def _w(G, X, W, b):
    return np.tensordot(X, G, axes=(0, 0))


_b = rule(lambda G, *_: np.average(G, axis=0) * len(G))


def linear(X, W, b):
    return np.inner(X, W.T) + np.broadcast_to(b, (X.shape[0], W.shape[1]))


def linear_backward(grad_output, X, W, b):
    return tuple(function(grad_output, X, W, b) for function in rules)
