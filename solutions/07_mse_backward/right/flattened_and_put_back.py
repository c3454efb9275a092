"""Flattened to a column, and put back into shape."""


def mse(prediction, target):
    e = prediction.reshape(-1, 1) - target.reshape(-1, 1)
    return (e.T @ e / len(e)).item()


def mse_backward(prediction, target):
    e = prediction.ravel() - target.ravel()
    return (e / (0.5 * len(e))).reshape(prediction.shape)
