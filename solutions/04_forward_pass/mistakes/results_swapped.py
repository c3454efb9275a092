"""The output is returned first.

diagnosis: results-swapped
fails: hidden
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return sigmoid(hidden @ W2), hidden
