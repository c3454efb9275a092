"""The error reaches the hidden units without W2.

diagnosis: hidden-delta-skips-output-weights
fails: gradient_W1
waits: convergence
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = (output - y) / 2 * output * (1 - output)
        delta_hidden = delta_output * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * (X.T @ delta_hidden), W2 - learning_rate * (hidden.T @ delta_output)
    return W1, W2, losses
