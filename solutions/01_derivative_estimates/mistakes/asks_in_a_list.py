"""J is asked with a list of one number.

diagnosis: none
fails: forward
"""


def forward_difference(J, w, epsilon=1e-3):
    return (J([w + epsilon]) - J([w])) / epsilon
