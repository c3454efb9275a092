"""W1 is transposed, which raises only where it is not square.

diagnosis: weights-transposed
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1.T)
    return hidden, sigmoid(hidden @ W2)
