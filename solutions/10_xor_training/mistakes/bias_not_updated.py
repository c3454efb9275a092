"""The bias row of W1 is left as it was.

diagnosis: bias-not-updated
fails: gradient_W1
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses, W1 = [], W1.copy()
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = (output - y) / 2 * output * (1 - output)
        delta_hidden = delta_output @ W2.T * hidden * (1 - hidden)
        W1[:2] -= learning_rate * (X.T @ delta_hidden)[:2]
        W2 = W2 - learning_rate * hidden.T @ delta_output
    return W1, W2, losses
