import numpy as np


def sigmoid(z):
    resultado = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        resultado[i] = 1 / (1 + np.exp(-z[i]))
    return resultado


def sigmoid_backward(grad_output, output):
    # derivada da sigmoide: a * (1 - a), entrada por entrada
    resultado = np.zeros(output.shape)
    for i in np.ndindex(output.shape):
        a = output[i]
        derivada_local = a * (1 - a)
        resultado[i] = grad_output[i] * derivada_local
    return resultado
