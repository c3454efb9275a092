"""A variable is still None.

diagnosis: left-none
fails: backward
waits: backward_flat
"""

def sigmoid_backward(grad_output, output):
    slope = None
    return grad_output * slope
