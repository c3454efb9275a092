"""Only one of the two factors of the local derivative.

diagnosis: derivative-factor-missing
fails: backward
waits: backward_flat
"""


def sigmoid_backward(grad_output, output):
    return grad_output * output
