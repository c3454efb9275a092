"""The losses go on, the weights stop halfway.

diagnosis: none
fails: convergence
"""


def train_xor(X, y, W1, W2, learning_rate, epochs):
    losses, kept = [], (W1, W2)
    for epoch in range(epochs):
        hidden, output = forward(X, W1, W2)
        losses.append(np.mean((output - y) ** 2))
        delta_output = (output - y) / 2 * output * (1 - output)
        delta_hidden = delta_output @ W2.T * hidden * (1 - hidden)
        W1, W2 = W1 - learning_rate * X.T @ delta_hidden, W2 - learning_rate * hidden.T @ delta_output
        if epoch < max(10, epochs // 2):
            kept = W1, W2
    return *kept, losses
