"""The gradient is computed once, before the loop.

diagnosis: gradient-not-recomputed
fails: steps
waits: convergence
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    hidden, output = forward(X, W1, W2)
    delta_output = (output - y) / 2 * output * (1 - output)
    step2 = hidden.T @ delta_output
    step1 = X.T @ (delta_output @ W2.T * hidden * (1 - hidden))
    for _ in range(epochs):
        losses.append(np.mean((forward(X, W1, W2)[1] - y) ** 2))
        W1, W2 = W1 - learning_rate * step1, W2 - learning_rate * step2
    return W1, W2, losses
