"""1 − a², the derivative of tanh.

diagnosis: tanh-derivative
fails: backward
"""


def sigmoid_backward(grad_output, output):
    return grad_output * (1 - output**2)
