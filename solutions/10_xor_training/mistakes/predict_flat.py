"""predict returns a flat array.

diagnosis: none
fails: predict
"""


def predict(X, W1, W2):
    return (forward(X, W1, W2)[1] >= 0.5).astype(int).ravel()
