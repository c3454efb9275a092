"""The output layer is given X; the sizes allow it only now and then.

diagnosis: hidden-layer-skipped
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return hidden, sigmoid(X @ W2)
