"""The hidden layer goes through the sigmoid twice.

diagnosis: sigmoid-applied-twice
fails: hidden
"""


def forward(X, W1, W2):
    hidden = sigmoid(sigmoid(X @ W1))
    return hidden, sigmoid(hidden @ W2)
