"""One size for all weights; only the signs are drawn.

diagnosis: none
fails: init_weights
"""

import numpy as np


def init_weights(rng):
    return rng.choice([-1.0, 1.0], (3, 3)), rng.choice([-1.0, 1.0], (3, 1))
