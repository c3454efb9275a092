"""Fractions inside: no rounding before the end."""

from fractions import Fraction

import numpy as np


def exact(A):
    return np.vectorize(lambda v: Fraction(float(v)), otypes=[object])(A)


def linear(X, W, b):
    return (exact(X).dot(exact(W)) + exact(b)).astype(float)


def linear_backward(grad_output, X, W, b):
    G = exact(grad_output)
    return G.dot(exact(W).T).astype(float), exact(X).T.dot(G).astype(float), G.sum(axis=0).astype(float)
