"""The local derivative alone: what arrives from above is not used.

diagnosis: missing-upstream
fails: backward
"""


def sigmoid_backward(grad_output, output):
    return output * (1 - output)
