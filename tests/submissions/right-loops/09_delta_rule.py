import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    if np.ndim(weight) == 0:
        return weight - learning_rate * derivative
    novo = np.zeros(weight.shape)
    for i in np.ndindex(weight.shape):
        novo[i] = weight[i] - learning_rate * derivative[i]
    return novo


def gradient_descent(derivative, w, learning_rate, steps):
    caminho = np.zeros(steps + 1)
    caminho[0] = w
    for passo in range(steps):
        caminho[passo + 1] = delta_rule_update(caminho[passo], derivative(caminho[passo]), learning_rate)
    return caminho
