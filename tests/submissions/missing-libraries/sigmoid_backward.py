import numpy as np
from scipy.special import expit


def sigmoid(z):
    return expit(z)


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 - output)
