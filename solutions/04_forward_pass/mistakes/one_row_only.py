"""Made for the one row of the example: only the first comes back.

diagnosis: none
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X[:1] @ W1)
    return hidden, sigmoid(hidden @ W2)
