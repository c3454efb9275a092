"""Zeros: every hidden unit starts equal.

diagnosis: symmetric-start
fails: init_weights
"""


def init_weights(rng):
    return np.zeros((3, 3)), np.zeros((3, 1))
