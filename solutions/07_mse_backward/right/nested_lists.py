"""Recursion over nested lists; math.fsum.

remarks: backward, backward_axes
"""

import math


def flat(values):
    return [x for value in values for x in flat(value)] if hasattr(values, "__len__") else [float(values)]


def mse(prediction, target):
    errors = [p - t for p, t in zip(flat(prediction.tolist()), flat(target.tolist()), strict=True)]
    return math.fsum(e * e for e in errors) / len(errors)


def mse_backward(prediction, target):
    n = len(flat(prediction.tolist()))

    def deep(p, t):
        return [deep(*pair) for pair in zip(p, t)] if hasattr(p, "__len__") else 2 * (float(p) - float(t)) / n

    return deep(prediction.tolist(), target.tolist())
