"""Drawn, but every hidden unit is equal.

diagnosis: symmetric-start
fails: init_weights
"""


def init_weights(rng):
    return np.full((3, 3), rng.uniform(-1, 1)), np.full((3, 1), rng.uniform(-1, 1))
