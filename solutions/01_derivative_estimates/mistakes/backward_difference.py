"""A step to the left instead of the right.

diagnosis: backward-difference
fails: forward
"""
def forward_difference(J, w, epsilon=1e-3):
    return (J(w) - J(w - epsilon)) / epsilon
