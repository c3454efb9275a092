import warnings

import numpy as np


def sigmoid(z):
    warnings.warn("cuidado: z grande estoura")
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    print("chamou sigmoid_backward")
    return grad_output * output * (1 - output)


print(sigmoid(np.array([0.0])))
exit()
