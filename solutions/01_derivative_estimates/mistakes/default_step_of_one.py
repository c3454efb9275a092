"""The default step is one.

diagnosis: other-default-step
fails: central
"""


def central_difference(J, w, epsilon=1.0):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)
