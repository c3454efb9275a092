"""Python's own max asks one question of a whole array.

diagnosis: if-on-whole-array
fails: relu
waits: norms_one_layer, norms_deep
"""


def relu(z):
    return max(0, z)
