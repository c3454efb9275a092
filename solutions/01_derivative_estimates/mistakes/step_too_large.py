"""A step of 0.1 whatever is passed.

diagnosis: step-too-large
fails: forward, central
"""
def forward_difference(J, w, epsilon=1e-3):
    h = 0.1
    return (J(w + h) - J(w)) / h


def central_difference(J, w, epsilon=1e-3):
    h = 0.1
    return (J(w + h) - J(w - h)) / (2 * h)
