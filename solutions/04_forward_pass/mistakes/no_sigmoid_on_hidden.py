"""The hidden layer has no activation.

diagnosis: no-sigmoid-on-hidden
fails: hidden
"""


def forward(X, W1, W2):
    hidden = X @ W1
    return hidden, sigmoid(hidden @ W2)
