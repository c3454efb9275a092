"""A central difference whose two points are ε apart, not 2ε.

diagnosis: half-step
fails: central
"""
def central_difference(J, w, epsilon=1e-3):
    h = epsilon / 2
    return (J(w + h) - J(w - h)) / epsilon
