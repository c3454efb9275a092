"""Only one of the two factors of the local derivative.

diagnosis: derivative-factor-missing
fails: backward
"""


def sigmoid_backward(grad_output, output):
    return grad_output * output
