"""The output layer has no activation.

diagnosis: no-sigmoid-on-output
fails: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return hidden, hidden @ W2
