"""The result is printed, not returned.

diagnosis: nothing-returned
fails: forward
"""
def forward_difference(J, w, epsilon=1e-3):
    print((J(w + epsilon) - J(w)) / epsilon)
