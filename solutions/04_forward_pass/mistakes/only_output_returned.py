"""hidden is computed and not returned.

diagnosis: none
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    return sigmoid(sigmoid(X @ W1) @ W2)
