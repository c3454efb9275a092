"""The absolute value of the difference.

diagnosis: none
fails: forward
"""


def forward_difference(J, w, epsilon=1e-3):
    return abs(J(w + epsilon) - J(w)) / epsilon
