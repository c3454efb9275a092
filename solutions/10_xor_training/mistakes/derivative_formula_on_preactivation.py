"""z (1 - z) of the sums before the sigmoid.

diagnosis: derivative-formula-on-preactivation
fails: gradient_W2, gradient_W1
waits: loss_falls, convergence
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        net1, net2 = X @ W1, hidden @ W2
        delta_output = (output - y) / 2 * net2 * (1 - net2)
        delta_hidden = (delta_output @ W2.T) * net1 * (1 - net1)
        W1, W2 = W1 - learning_rate * (X.T @ delta_hidden), W2 - learning_rate * (hidden.T @ delta_output)
    return W1, W2, losses
