"""Target minus prediction, and a minus."""


def mse(prediction, target):
    return ((target - prediction) ** 2).mean()


def mse_backward(prediction, target):
    return -2.0 / prediction.size * (target - prediction)
