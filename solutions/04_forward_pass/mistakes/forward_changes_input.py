"""The columns of X are centred in place, after they were used.

diagnosis: argument-modified-in-place
fails: hidden
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    output = sigmoid(hidden @ W2)
    X -= X.mean(axis=0)
    return hidden, output
