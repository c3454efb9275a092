"""Weights of about a hundredth.

diagnosis: start-too-small
fails: init_weights
"""


def init_weights(rng):
    return 0.01 * rng.normal(size=(3, 3)), 0.01 * rng.normal(size=(3, 1))
