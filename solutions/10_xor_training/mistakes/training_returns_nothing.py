"""train_xor returns nothing.

diagnosis: nothing-returned
fails: gradient_W2
waits: gradient_W1, steps, loss_falls, convergence
"""


def train_xor(*a):
    pass
