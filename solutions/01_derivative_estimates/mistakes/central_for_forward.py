"""One step to each side where one to the right is asked for.

diagnosis: central-for-forward
fails: forward
"""
def forward_difference(J, w, epsilon=1e-3):
    return central_difference(J, w, epsilon)
