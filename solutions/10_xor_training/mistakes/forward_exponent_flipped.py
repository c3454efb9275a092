"""A sigmoid that falls.

diagnosis: exponent-sign-flipped
fails: forward
waits: convergence
"""


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(X @ W1))
    return hidden, 1 / (1 + np.exp(hidden @ W2))
