import math


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def sigmoid_backward(grad_output, output):
    return grad_output * (1 - output ** 2)
