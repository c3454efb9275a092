"""The bias column is taken off X again, and its weights with it.

diagnosis: none
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X[:, :-1] @ W1[:-1])
    return hidden, sigmoid(hidden @ W2)
