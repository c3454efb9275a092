"""The hidden layer is given a bias column: W2 has no row for it.

diagnosis: bias-added-again
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = add_bias_column(sigmoid(X @ W1))
    return hidden, sigmoid(hidden @ W2)
