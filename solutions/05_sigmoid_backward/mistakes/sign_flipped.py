"""A minus as if for the update.

diagnosis: sign-flipped
fails: backward
"""


def sigmoid_backward(grad_output, output):
    return -grad_output * output * (1 - output)
