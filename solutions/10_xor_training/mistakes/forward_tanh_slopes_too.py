"""tanh on the hidden units, forward and backward.

diagnosis: tanh-for-sigmoid
fails: forward
"""


def forward(X, W1, W2):
    hidden = np.tanh(X @ W1)
    return hidden, 1 / (1 + np.exp(-hidden @ W2))


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = (output - y) / 2 * output * (1 - output)
        delta_hidden = (delta_output @ W2.T) * (1 - hidden**2)
        W1, W2 = W1 - learning_rate * (X.T @ delta_hidden), W2 - learning_rate * (hidden.T @ delta_output)
    return W1, W2, losses
