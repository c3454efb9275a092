"""1 − a is multiplied into the caller's array.

diagnosis: argument-modified-in-place
fails: backward
"""


def sigmoid_backward(grad_output, output):
    output *= 1 - output
    return grad_output * output
