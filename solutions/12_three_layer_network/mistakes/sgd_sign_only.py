"""Only the sign of the gradient counts.

diagnosis: none
fails: sgd_step
"""

import numpy as np

right_step = sgd_step


def sgd_step(p, g, lr):
    return right_step(p, [[np.sign(a) for a in pair] for pair in g], lr)
