"""The step function is applied inside the forward pass.

diagnosis: step-inside-forward
fails: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X @ W1)
    return hidden, step(sigmoid(hidden @ W2))
