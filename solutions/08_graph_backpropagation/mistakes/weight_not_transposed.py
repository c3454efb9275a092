"""The gradient runs back through W itself, not its transpose.

diagnosis: weight-not-transposed
fails: gradients
waits: wide, ends, shared, again
"""


class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        X.gradient = X.gradient + self.gradient @ W.value
        W.gradient = W.gradient + X.value.T @ self.gradient
        b.gradient = b.gradient + self.gradient.sum(axis=0)
