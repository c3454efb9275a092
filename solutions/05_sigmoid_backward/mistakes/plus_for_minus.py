"""a (1 + a).

diagnosis: plus-for-minus-in-derivative
fails: backward
waits: backward_flat
"""


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 + output)
