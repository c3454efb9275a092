"""Only the second value of J is divided.

diagnosis: missing-parentheses-in-difference
fails: forward, central
"""
def forward_difference(J, w, epsilon=1e-3):
    return J(w + epsilon) - J(w) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return J(w + epsilon) - J(w - epsilon) / (2 * epsilon)
