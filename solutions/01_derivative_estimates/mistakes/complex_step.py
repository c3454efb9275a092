"""A complex step, which J does not take.

diagnosis: none
fails: central
"""


def central_difference(J, w, epsilon=1e-3):
    return J(w + 1j * epsilon).imag / epsilon
