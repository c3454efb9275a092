"""Summed over the rows, not averaged.

diagnosis: not-divided-by-batch-size
fails: gradient_W2, gradient_W1
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = 2 * (output - y) * output * (1 - output)
        delta_hidden = (delta_output @ W2.T) * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * (X.T @ delta_hidden), W2 - learning_rate * (hidden.T @ delta_output)
    return W1, W2, losses
