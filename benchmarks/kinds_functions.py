"""The functions whose derivatives the right and wrong kinds give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Forward: TypeAlias = Callable[..., Any]
Backward: TypeAlias = Callable[..., Any]


def linear(X: Array, W: Array, b: Array) -> Array:
    """Give X W + b of shape (n, k), for X (n, d), W (d, k) and b (k,)."""
    return X @ W + b


def linear_backward(g: Array, X: Array, W: Array, b: Array) -> tuple[Array, Array, Array]:  # noqa: ARG001 -- called like every other
    """Give dX (n, d), dW (d, k) and db (k,)."""
    return g @ W.T, X.T @ g, g.sum(axis=0)


def sigmoid(x: Array) -> Array:
    """Give 1/(1 + e^−x), without overflow."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, small) / (1 + small)


def softplus(x: Array) -> Array:
    """Give log(1 + e^x), whose derivative is the sigmoid."""
    return np.logaddexp(0.0, x)


def relu(x: Array) -> Array:
    """Give max(x, 0)."""
    return np.maximum(x, 0.0)


def softmax(x: Array) -> Array:
    """Give the softmax along the last axis, shifted so as not to overflow."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_backward(g: Array, x: Array) -> Array:
    """Give p (g − ⟨g, p⟩) along the last axis."""
    p = softmax(x)
    return p * (g - (g * p).sum(axis=-1, keepdims=True))


def mean_square(x: Array) -> Array:
    """Give the mean of the squares, one number."""
    return np.mean(x**2)
