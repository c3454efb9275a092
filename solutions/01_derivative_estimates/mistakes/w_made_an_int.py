"""The decimals of w are cut off.

diagnosis: none
fails: forward
"""


def forward_difference(J, w, epsilon=1e-3):
    w = int(w)
    return (J(w + epsilon) - J(w)) / epsilon
