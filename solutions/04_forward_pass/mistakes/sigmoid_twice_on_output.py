"""The output goes through the sigmoid twice.

diagnosis: sigmoid-applied-twice
fails: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    output = sigmoid(hidden @ W2)
    return hidden, sigmoid(output)
