"""Two loops, one inside the other.

diagnosis: axis-not-there
fails: mse
"""


def mse(prediction, target):
    total = 0.0
    for i in range(prediction.shape[0]):
        for j in range(prediction.shape[1]):
            total += (prediction[i, j] - target[i, j]) ** 2
    return total / prediction.size
