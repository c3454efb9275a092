"""W1 has a row for each of the two inputs, and none for the bias.

diagnosis: none
fails: init_weights
"""


def init_weights(rng):
    return rng.normal(size=(2, 3)), rng.normal(size=(3, 1))
