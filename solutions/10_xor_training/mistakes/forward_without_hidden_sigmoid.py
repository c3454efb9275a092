"""No activation on the hidden units.

diagnosis: no-sigmoid-on-hidden
fails: forward
waits: convergence
"""


def forward(X, W1, W2):
    hidden = X @ W1
    return hidden, 1 / (1 + np.exp(-hidden @ W2))
