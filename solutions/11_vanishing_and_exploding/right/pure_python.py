"""Pure Python loops and lists.

remarks: relu, relu_backward, clip
"""

import math


def deep(f, *args):
    return [deep(f, *items) for items in zip(*args)] if hasattr(args[0], "__len__") else f(*map(float, args))


def flat(values):
    return [x for v in values for x in flat(v)] if hasattr(values, "__len__") else [float(values)]


def product(A, B):
    return [[sum(float(a) * float(b) for a, b in zip(row, column)) for column in zip(*B)] for row in A]


def turned(A):
    return [list(row) for row in zip(*A)]


def relu(z):
    return deep(lambda x: max(0.0, x), z)


def relu_backward(grad_output, z):
    return deep(lambda g, x: g if x > 0 else 0.0, grad_output, z)


def clip_gradients(gradients, max_norm):
    norm = math.sqrt(sum(g * g for g in flat(gradients)))
    if norm == 0 or norm <= max_norm:
        return [deep(lambda g: g, g) for g in gradients]
    return [deep(lambda g: g * max_norm / norm, g) for g in gradients]


def gradient_norms(X, weights, activation):
    kept, h = [], [list(row) for row in X]
    for W in weights:
        z = product(h, W)
        kept.append((h, z))
        h = relu(z) if activation == "relu" else deep(lambda x: 1 / (1 + math.exp(-x)), z)
    grad = deep(lambda _: 1.0, h)
    norms = []
    for W, (h, z) in zip(weights[::-1], kept[::-1]):
        if activation == "relu":
            delta = relu_backward(grad, z)
        else:
            delta = deep(lambda g, x: g * math.exp(-x) / (1 + math.exp(-x)) ** 2, grad, z)
        norms = [math.sqrt(sum(g * g for g in flat(product(turned(h), delta))))] + norms
        grad = product(delta, turned(W))
    return norms
