"""The output layer is given the sums before the sigmoid.

diagnosis: sums-sent-to-output
fails: output
"""


def forward(X, W1, W2):
    z = X @ W1
    return sigmoid(z), sigmoid(z @ W2)
