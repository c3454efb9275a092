"""The squares, one by one.

diagnosis: mean-left-out
fails: mse
"""


def mse(prediction, target):
    return (prediction - target) ** 2
