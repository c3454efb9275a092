"""Recursion over nested lists, which are returned as they are.

remarks: sigmoid, sigmoid_large, backward, backward_flat
"""

import math


def deep(function, *args):
    if hasattr(args[0], "__len__"):
        return [deep(function, *items) for items in zip(*args)]
    return function(*map(float, args))


def sigmoid(z):
    return deep(lambda x: 1 / (1 + math.exp(-x)) if x > -700 else 0.0, z)


def sigmoid_backward(grad_output, output):
    return deep(lambda g, a: g * a * (1 - a), grad_output, output)
