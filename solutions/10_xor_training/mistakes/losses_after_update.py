"""The loss is measured after the update.

diagnosis: losses-one-update-late
fails: steps
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        delta_output = (output - y) / 2 * output * (1 - output)
        delta_hidden = (delta_output @ W2.T) * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * (X.T @ delta_hidden), W2 - learning_rate * (hidden.T @ delta_output)
        losses.append(np.mean((forward(X, W1, W2)[1] - y) ** 2))
    return W1, W2, losses
