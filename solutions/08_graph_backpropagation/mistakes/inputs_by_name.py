"""`.inputs` of a layer is a dict.

diagnosis: none
fails: order
"""


class Linear(Linear):
    def __init__(self, X, W, b):
        self.inputs = {X: "X", W: "W", b: "b"}
        self.nodes = X, W, b

    def forward(self):
        X, W, b = self.nodes
        self.value = X.value @ W.value + b.value

    def backward(self):
        X, W, b = self.nodes
        X.gradient = X.gradient + self.gradient @ W.value.T
        W.gradient = W.gradient + X.value.T @ self.gradient
        b.gradient = b.gradient + self.gradient.sum(axis=0)
