import numpy as np


def init_weights(rng):
    return rng.normal(size=(3, 3)), rng.normal(size=(3, 1))
