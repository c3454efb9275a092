"""Lambdas behind a decorator that silences numpy; ** 2 and a difference of squares."""

from functools import wraps

import numpy as np


def quiet(function):
    @wraps(function)
    def wrapped(*args):
        with np.errstate(all="ignore"):
            return function(*args)

    return wrapped


sigmoid = quiet(lambda z: (1 + np.exp(-z)) ** -1)
sigmoid_backward = quiet(lambda *args: (lambda g, a: g * (a - a**2))(*args))
