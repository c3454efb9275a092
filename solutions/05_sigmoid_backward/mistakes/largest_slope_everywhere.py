"""0.25, the slope at zero, for every entry.

diagnosis: none
fails: backward
waits: backward_flat
"""


def sigmoid_backward(grad_output, output):
    return 0.25 * grad_output
