"""W2 is updated before the error goes back through it.

diagnosis: output-weights-updated-first
fails: gradient_W1
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = 2 * (output - y) / 4 * output * (1 - output)
        W2 = W2 - learning_rate * hidden.T @ delta_output
        delta_hidden = delta_output @ W2.T * hidden * (1 - hidden)
        W1 = W1 - learning_rate * X.T @ delta_hidden
    return W1, W2, losses
