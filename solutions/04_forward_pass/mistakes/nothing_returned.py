"""The return line is missing.

diagnosis: nothing-returned
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    output = sigmoid(hidden @ W2)
