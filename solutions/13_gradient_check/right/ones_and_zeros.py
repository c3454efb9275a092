"""The verdict is counted: 1 where all is well, else 0.

remarks: right, size, part, hidden, slight
"""

import numpy as np


def check_gradient(forward, backward, arguments, rng):
    G = rng.normal(size=forward(*arguments).shape)
    handed = [array.copy() for array in (G, *arguments)]
    gradients = backward(*handed)
    good = all(np.array_equal(a, b) for a, b in zip(handed, (G, *arguments)))
    good *= [g.shape for g in gradients] == [a.shape for a in arguments]
    for at in range(len(arguments)):
        if good:
            numeric = np.zeros(arguments[at].shape)
            for index in np.ndindex(numeric.shape):
                J = []
                for step in (1e-5, -1e-5):
                    moved = [a.copy() for a in arguments]
                    moved[at][index] += step * max(1, abs(moved[at][index]))
                    J.append((np.sum(G * forward(*moved)), moved[at][index]))
                numeric[index] = (J[0][0] - J[1][0]) / (J[0][1] - J[1][1])
            error = np.abs(numeric - gradients[at]).max() / max(np.abs(numeric).max(), 1e-300)
            good *= error < 1e-5
    return int(good)
