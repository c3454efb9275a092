"""Gradients of the same shape add up from call to call.

diagnosis: none
fails: backward
waits: backward_flat
"""


TOTAL = {}


def sigmoid_backward(grad_output, output):
    TOTAL[output.shape] = TOTAL.get(output.shape, 0) + grad_output * output * (1 - output)
    return TOTAL[output.shape]
