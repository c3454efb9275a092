"""The upstream gradient is passed on as it came, with its sign flipped.

diagnosis: missing-sigmoid-derivative
pattern: constant-factor
fails: backward
waits: backward_flat
"""

def sigmoid_backward(grad_output, output):
    return -grad_output
