"""The default step is another one than that of the exercise.

diagnosis: other-default-step
fails: central
"""
def central_difference(J, w, epsilon=1e-5):
    return (J(w + epsilon) - J(w - epsilon)) / (2 * epsilon)
