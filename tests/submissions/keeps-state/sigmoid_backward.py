import numpy as np

gradientes = {}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_backward(grad_output, output):
    forma = output.shape
    if forma not in gradientes:
        gradientes[forma] = np.zeros(forma)
    gradientes[forma] = gradientes[forma] + grad_output * output * (1 - output)
    return gradientes[forma]
