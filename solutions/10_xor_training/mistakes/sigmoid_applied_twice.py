"""A derivative helper that takes z, called with the outputs.

diagnosis: sigmoid-applied-twice
fails: gradient_W2, gradient_W1
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        slope = lambda z: 1 / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z)))
        delta_output = (output - y) / 2 * slope(output)
        delta_hidden = (delta_output @ W2.T) * slope(hidden)
        W1, W2 = W1 - learning_rate * (X.T @ delta_hidden), W2 - learning_rate * (hidden.T @ delta_output)
    return W1, W2, losses
