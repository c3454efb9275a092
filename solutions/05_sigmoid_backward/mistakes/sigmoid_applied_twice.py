"""The sigmoid of what already is its output.

diagnosis: sigmoid-applied-twice
fails: backward
"""


def sigmoid_backward(grad_output, output):
    s = sigmoid(output)
    return grad_output * s * (1 - s)
