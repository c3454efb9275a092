"""The step must be passed: the default is missing in the signature.

diagnosis: default-missing
fails: forward
"""

def forward_difference(J, w, epsilon):
    return (J(w + epsilon) - J(w)) / epsilon
