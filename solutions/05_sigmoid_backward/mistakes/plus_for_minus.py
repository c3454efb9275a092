"""a (1 + a).

diagnosis: plus-for-minus-in-derivative
fails: backward
"""


def sigmoid_backward(grad_output, output):
    return grad_output * output * (1 + output)
