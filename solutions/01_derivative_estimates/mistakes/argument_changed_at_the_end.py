"""The argument is changed after all has been computed.

diagnosis: argument-modified-in-place
fails: gradient
"""

solved = numerical_gradient


def numerical_gradient(J, w, epsilon=1e-5):
    gradient = solved(J, w, epsilon)
    w += 1
    return gradient
