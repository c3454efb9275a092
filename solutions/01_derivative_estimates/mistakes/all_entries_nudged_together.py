"""The whole array is moved at once: one number, the sum of all partial derivatives.

diagnosis: all-entries-nudged-together
fails: gradient
"""
def numerical_gradient(J, w, epsilon=1e-5):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)
