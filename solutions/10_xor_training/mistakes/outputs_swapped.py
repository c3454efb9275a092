"""forward returns (output, hidden); training computes its own.

diagnosis: results-swapped
fails: forward
"""


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-(X @ W1)))
    return 1 / (1 + np.exp(-(hidden @ W2))), hidden


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        output, hidden = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = (output - y) / 2 * output * (1 - output)
        delta_hidden = delta_output @ W2.T * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * X.T @ delta_hidden, W2 - learning_rate * hidden.T @ delta_output
    return W1, W2, losses


def predict(X, W1, W2):
    return (forward(X, W1, W2)[0] >= 0.5).astype(int)
