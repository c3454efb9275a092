"""The start is infinite.

diagnosis: none
fails: init_weights
"""


def init_weights(rng):
    return rng.normal(size=(3, 3)) / 0.0, rng.normal(size=(3, 1))
