"""train_xor returns nothing.

diagnosis: none
fails: gradient_W2
waits: gradient_W1, steps, loss_falls, convergence
"""


def train_xor(*a):
    pass
