"""Linear takes no bias.

diagnosis: none
fails: order, values
waits: gradients, wide, ends, shared, again
"""


class Linear(Linear):
    def __init__(self, X, W):
        pass
