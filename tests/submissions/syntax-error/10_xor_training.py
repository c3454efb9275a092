import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x)


def init_weights(rng):
    return rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1))
