"""Layer objects, weights as (out, in), examples as columns."""

import numpy as np


def softmax(logits):
    powers = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    return powers / np.sum(powers, axis=1, keepdims=True)


def cross_entropy(logits, targets):
    chosen = softmax(logits)[np.arange(len(targets)), targets]
    return -np.mean(np.log(chosen))


def cross_entropy_backward(logits, targets):
    gradient = softmax(logits)
    gradient[np.arange(len(targets)), targets] -= 1
    return gradient / len(targets)


class Camada:
    def __init__(self, W, b):
        print("camada", W.shape)
        self.W, self.b = W.T.copy(), b.reshape(-1, 1)

    def forward(self, A):
        self.A = A
        return self.W @ A + self.b

    def backward(self, δ):
        self.dW, self.db = δ @ self.A.T, δ.sum(axis=1)
        return self.W.T @ δ


def network_backward(X, parameters, targets):
    model = [Camada(W, b) for W, b in parameters]
    A = X.T
    for camada in model:
        A = camada.forward(A)
    δ = cross_entropy_backward(A.T, targets).T
    for camada in model[::-1]:
        δ = camada.backward(δ)
    return [(camada.dW.T, camada.db) for camada in model]


def sgd_step(parameters, gradients, learning_rate):
    new = [[array.copy() for array in pair] for pair in parameters]
    for pair, grads in zip(new, gradients):
        for array, grad in zip(pair, grads):
            array -= learning_rate * grad
    return new
