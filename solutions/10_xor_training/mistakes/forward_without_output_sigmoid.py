"""No activation on the output.

diagnosis: no-sigmoid-on-output
fails: forward
"""


def forward(X, W1, W2):
    hidden = 1 / (1 + np.exp(-X @ W1))
    return hidden, hidden @ W2
