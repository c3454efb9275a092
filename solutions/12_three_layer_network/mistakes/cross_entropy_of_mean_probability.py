"""One minus the mean probability of the targets: no logarithm.

diagnosis: none
fails: cross_entropy
"""


def cross_entropy(z, t):
    return 1 - softmax(z)[range(len(t)), t].mean()
