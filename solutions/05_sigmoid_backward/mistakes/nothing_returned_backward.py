"""The return line is missing.

diagnosis: nothing-returned
fails: backward
waits: backward_flat
"""


def sigmoid_backward(grad_output, output):
    grad = grad_output * output * (1 - output)
