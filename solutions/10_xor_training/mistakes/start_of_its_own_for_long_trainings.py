"""Short trainings are right; long ones begin at a start of their own.

diagnosis: none
fails: loss_falls
waits: convergence
"""

import numpy as np

right = train_xor


def train_xor(X, y, W1, W2, learning_rate, epochs):
    if epochs < 20:
        return right(X, y, W1, W2, learning_rate, epochs)
    rng = np.random.default_rng(3)
    return right(X, y, rng.uniform(-1, 1, (3, 3)), rng.uniform(-1, 1, (3, 1)), learning_rate, epochs)
