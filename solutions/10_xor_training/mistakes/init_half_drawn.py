"""W2 is not drawn from the generator that is handed in.

diagnosis: none
fails: init_weights
"""

import numpy as np


def init_weights(rng):
    return rng.normal(size=(3, 3)), np.random.normal(size=(3, 1))
