"""Only W2 is trained.

diagnosis: weights-not-changed
fails: gradient_W1
waits: convergence
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        W2 = W2 - learning_rate * hidden.T @ ((output - y) / 2 * output * (1 - output))
    return W1, W2, losses
