# -*- coding: latin-1 -*-
# Função sigmóide e sua derivação
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    inclinação = output * (1 - output)
    return grad_output * inclinação
