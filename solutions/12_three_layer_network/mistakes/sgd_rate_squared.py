"""The rate is squared.

diagnosis: none
fails: sgd_step
"""

right_step = sgd_step


def sgd_step(p, g, lr):
    return right_step(p, g, lr**2)
