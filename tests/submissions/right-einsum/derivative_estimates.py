import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    return np.subtract(J(w + epsilon), J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    # points at w - eps and w + eps, distance 2 eps
    left, right = (J(w + side * epsilon) for side in (-1, 1))
    return np.diff([left, right])[0] / (2 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    w = np.asarray(w, dtype=np.float64)
    nudges = epsilon * np.eye(w.size).reshape((w.size,) + w.shape)
    slopes = [(J(w + nudge) - J(w - nudge)) / (2 * epsilon) for nudge in nudges]
    return np.reshape(slopes, w.shape)
