import math

import numpy as np


def forward_difference(J, w, epsilon=math.pow(10, -3)):
    return math.fsum([J(w + epsilon), -J(w)]) / epsilon


def central_difference(J, w, epsilon=math.pow(10, -3)):
    return math.fsum([J(w + epsilon), -J(w - epsilon)]) / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    tamanho = math.prod(w.shape)
    plano = [float(v) for v in w.ravel()]
    g = []
    for i in range(tamanho):
        def J_i(t, i=i):
            novo = list(plano)
            novo[i] = t
            return J(np.array(novo).reshape(w.shape))
        g.append(central_difference(J_i, plano[i], epsilon))
    return np.array(g).reshape(w.shape)
