"""A product without its sign, as on paper: Python takes it for a call.

diagnosis: number-called-as-function
fails: backward
waits: backward_flat
"""

def sigmoid_backward(grad_output, output):
    slope = output
    return grad_output * slope(1 - output)
