import numpy as np

# My course notes have examples as columns and W as (out, in):  Z = W X + b
# so I transpose at the door.


def linear(X, W, b):
    A = X.T
    return (W.T.dot(A) + b.reshape(-1, 1)).T


def linear_backward(grad_output, X, W, b):
    dZ, A, Wt = grad_output.T, X.T, W.T
    dW = dZ.dot(A.T)                 # (out, in)
    db = dZ.sum(axis=1)
    dA = Wt.T.dot(dZ)
    return dA.T, dW.T, db
