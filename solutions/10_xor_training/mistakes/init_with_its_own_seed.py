"""init_weights draws from a generator of its own, always the same numbers.

diagnosis: none
fails: init_weights
"""

import numpy as np


def init_weights(rng):
    rng = np.random.default_rng(42)
    return rng.normal(size=(3, 3)), rng.normal(size=(3, 1))
