"""The learning rate is one part in ten thousand too large.

diagnosis: none
fails: gradient_W2, gradient_W1
waits: steps, loss_falls, convergence
"""

right = train_xor


def train_xor(X, y, W1, W2, learning_rate, epochs):
    return right(X, y, W1, W2, learning_rate * 1.0001, epochs)
