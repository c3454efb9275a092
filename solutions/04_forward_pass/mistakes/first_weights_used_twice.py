"""A slip of the pen: W1 in both lines; where that does not raise, the output has another shape.

diagnosis: none
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return hidden, sigmoid(hidden @ W1)
