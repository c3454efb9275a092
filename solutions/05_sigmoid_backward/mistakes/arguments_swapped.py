"""grad_output is taken for the output.

diagnosis: arguments-swapped
fails: backward
"""


def sigmoid_backward(grad_output, output):
    return output * grad_output * (1 - grad_output)
