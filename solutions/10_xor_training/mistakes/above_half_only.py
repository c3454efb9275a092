"""More than 0.5 asked, at least 0.5 meant.

diagnosis: none
fails: predict
"""


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] > 0.5).astype(int)
