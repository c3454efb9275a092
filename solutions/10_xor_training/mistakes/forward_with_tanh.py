"""tanh on the hidden units, and backward the slope of the sigmoid all the same.

diagnosis: tanh-for-sigmoid
fails: forward
"""


def forward(X, W1, W2):
    hidden = np.tanh(X @ W1)
    return hidden, 1 / (1 + np.exp(-hidden @ W2))
