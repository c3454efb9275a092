"""hidden comes back with a column of ones.

diagnosis: bias-added-again
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return add_bias_column(hidden), sigmoid(hidden @ W2)
