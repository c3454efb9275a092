"""grad_output a 1 − a: the difference is not in parentheses.

diagnosis: missing-parentheses-in-derivative
fails: backward
"""


def sigmoid_backward(grad_output, output):
    return grad_output * output * 1 - output
