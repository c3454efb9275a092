"""The last hidden unit is overwritten with ones.

diagnosis: bias-added-again
fails: hidden
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    hidden[:, -1] = 1
    return hidden, sigmoid(hidden @ W2)
