import numpy as np


def sigmoide(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_bakward(grad_output, output):
    return grad_output * output * (1 - output)
