"""One step to the right, divided by two.

diagnosis: divided-by-2h-not-h
fails: forward
"""
def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / (2 * epsilon)
