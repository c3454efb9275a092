"""`*` in place of the matrix product.

diagnosis: elementwise-for-matrix-product
fails: hidden
waits: output
"""


def forward(X, W1, W2):
    hidden = sigmoid(X * W1)
    return hidden, sigmoid(hidden * W2)
