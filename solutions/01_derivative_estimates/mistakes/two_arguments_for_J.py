"""The step is handed to J beside w.

diagnosis: none
fails: forward
"""


def forward_difference(J, w, epsilon=1e-3):
    return (J(w, epsilon) - J(w, 0)) / epsilon
