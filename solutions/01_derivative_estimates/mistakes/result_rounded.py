"""The answer is rounded to two decimals.

diagnosis: none
fails: central
"""
def central_difference(J, w, epsilon=1e-3):
    return round((J(w + epsilon) - J(w - epsilon)) / (2 * epsilon), 2)
