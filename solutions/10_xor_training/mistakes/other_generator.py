"""Drawn from numpy's global generator.

diagnosis: none
fails: init_weights
"""


def init_weights(rng):
    return np.random.uniform(-1, 1, (3, 3)), np.random.uniform(-1, 1, (3, 1))
