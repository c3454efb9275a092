"""b is handed one row per example.

diagnosis: bias-gradient-not-summed
fails: gradients
"""


class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        X.gradient = X.gradient + self.gradient @ W.value.T
        W.gradient = W.gradient + X.value.T @ self.gradient
        b.gradient = b.gradient + self.gradient
