from __future__ import annotations
import functools
import numpy as np
np.seterr(all="raise")
np.random.seed(0)

TESTES = []

def testado(f):
    @functools.wraps(f)
    def por_fora(*args, **kwargs):
        TESTES.append(f.__name__)
        return f(*args, **kwargs)
    return por_fora

@testado
def forward_difference(J, w, epsilon=1e-3, /):
  return (
    J(w + epsilon)
    - J(w)
  ) / epsilon

@testado
def central_difference(J, w, epsilon=1e-3, *resto, **opcoes):
        numerador = J(w + epsilon) - J(w - epsilon); return numerador / epsilon / 2

@testado
def numerical_gradient(J, w, epsilon=1e-5):
    match w.ndim:
        case 0:
            return np.array(central_difference(J, float(w), epsilon))
        case _:
            cols = []
            for i in range(w.size):
                base = np.zeros(w.size); base[i] = epsilon
                cols.append((J(w + base.reshape(w.shape)) - J(w - base.reshape(w.shape))) / (2 * epsilon))
            return np.array(cols).reshape(w.shape)

def test_quadrado():
    assert abs(forward_difference(lambda w: w ** 2, 3) - 6.001) < 1e-9

test_quadrado()
print("tudo certo", TESTES)
