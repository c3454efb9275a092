"""What J gives at the moved place comes back beside the estimate.

diagnosis: several-values-returned
fails: central
"""

def central_difference(J, w, epsilon=1e-3):
    above, below = J(w + epsilon), J(w - epsilon)
    return (above - below) / (2 * epsilon), above
