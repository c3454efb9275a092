"""The learning rate is always one.

diagnosis: learning-rate-ignored
fails: gradient_W2, gradient_W1
"""

right = train_xor


def train_xor(X, y, W1, W2, learning_rate, epochs):
    return right(X, y, W1, W2, 1.0, epochs)
