"""Every step is one per cent too long.

diagnosis: none
fails: sgd_step
"""

right_step = sgd_step


def sgd_step(p, g, lr):
    return right_step(p, g, lr * 1.01)
