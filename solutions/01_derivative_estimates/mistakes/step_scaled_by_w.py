"""The step grows with w.

diagnosis: none
fails: central
"""


def central_difference(J, w, epsilon=1e-3):
    h = epsilon * max(1, abs(w))
    return (J(w + h) - J(w - h)) / (2 * h)
