import math

import numpy as np

# math.exp só aceita um número por vez, por isso o vectorize
sigmoid = np.vectorize(lambda t: 1 / (1 + math.exp(-t)))


def sigmoid_backward(grad_output, output):
    dz = []
    for g, a in zip(grad_output.ravel(), output.ravel()):
        dz.append(g * a * (1 - a))
    return np.array(dz).reshape(output.shape)
