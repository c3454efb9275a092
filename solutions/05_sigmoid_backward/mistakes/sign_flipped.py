"""A minus as if for the update.

diagnosis: sign-flipped
fails: backward
waits: backward_flat
"""


def sigmoid_backward(grad_output, output):
    return -grad_output * output * (1 - output)
