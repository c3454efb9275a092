"""The gradients of the first step are used in all others.

diagnosis: none
fails: sgd_step
"""

right_step = sgd_step
first = []


def sgd_step(p, g, lr):
    first.append([[a.copy() for a in pair] for pair in g])
    return right_step(p, first[0], lr)
