import numpy as np

# results in float32, they take half the memory


def forward_difference(J, w, epsilon=1e-3):
    return np.float32((J(w + epsilon) - J(w)) / epsilon)


def central_difference(J, w, epsilon=1e-3):
    return np.float32((J(w + epsilon) - J(w - epsilon)) / (2 * epsilon))


def numerical_gradient(J, w, epsilon=1e-5):
    grad = np.zeros(w.shape, dtype=np.float32)
    for i in np.ndindex(w.shape):
        plus, minus = w.astype(float), w.astype(float)
        plus[i] += epsilon
        minus[i] -= epsilon
        grad[i] = (J(plus) - J(minus)) / (2 * epsilon)
    return grad
