from math import exp


def _one(z):
    if z >= 0:
        return 1 / (1 + exp(-z))
    e = exp(z)
    return e / (1 + e)


def _each(f, *args):
    if isinstance(args[0], list):
        return [_each(f, *parts) for parts in zip(*args)]
    return f(*args)


def sigmoid(z):
    return _each(_one, z.tolist())


def sigmoid_backward(grad_output, output):
    return _each(lambda g, a: g * a * (1 - a), grad_output.tolist(), output.tolist())
