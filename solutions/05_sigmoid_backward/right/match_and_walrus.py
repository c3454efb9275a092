"""A match over the number of axes, walrus, generators."""

import math

import numpy as np


def of_one(z):
    return (1 if z >= 0 else e) / (1 + e) if (e := math.exp(-abs(z))) < 1 else 0.5


def sigmoid(z):
    match z.ndim:
        case 0:
            return np.float64(of_one(float(z)))
        case 1:
            return np.fromiter((of_one(x) for x in z), float, count=len(z))
        case _:
            return np.stack([sigmoid(part) for part in z])


def sigmoid_backward(grad_output, output):
    match output.ndim:
        case 1:
            return np.array([g * (rest := 1 - a) * a for g, a in zip(grad_output, output)])
        case _:
            return np.array([sigmoid_backward(g, a) for g, a in zip(grad_output, output)])
