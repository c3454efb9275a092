"""Lists of numbers and math alone; numpy only where forward and backward give arrays.

remarks: part
"""

import math


def places(shape):
    if not shape:
        return [()]
    return [(i, *rest) for i in range(shape[0]) for rest in places(shape[1:])]


def total(G, output):
    return math.fsum(float(G[p]) * float(output[p]) for p in places(output.shape))


def check_gradient(forward, backward, arguments, rng):
    output = forward(*arguments)
    G = output * 0
    for p in places(output.shape):
        G[p] = rng.uniform(0.5, 1.5) * (1 if rng.random() < 0.5 else -1)
    handed = [array + 0 for array in (G, *arguments)]
    gradients = backward(*handed)
    for mine, theirs in zip((G, *arguments), handed):
        if mine.tolist() != theirs.tolist():
            return False
    for at, (argument, gradient) in enumerate(zip(arguments, gradients)):
        if argument.shape != gradient.shape:
            return False
        squares, sizes = [], []
        for p in places(argument.shape):
            h = 1e-5 * max(1, abs(float(argument[p])))
            costs = []
            for step in (h, -h):
                moved = [array + 0 for array in arguments]
                moved[at][p] += step
                costs.append(total(G, forward(*moved)))
            numeric = (costs[0] - costs[1]) / (2 * h)
            squares.append((numeric - float(gradient[p])) ** 2)
            sizes.append(numeric**2)
        if math.sqrt(math.fsum(squares)) > 1e-5 * math.sqrt(math.fsum(sizes)):
            return False
    return True
