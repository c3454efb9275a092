"""The output is right, but what is returned beside it is X W1.

diagnosis: no-sigmoid-on-hidden
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    z = X @ W1
    return z, sigmoid(sigmoid(z) @ W2)
