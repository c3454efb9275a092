"""b is handed one row per example, in place: numpy does not let a row become a matrix.

diagnosis: none
fails: gradients
waits: wide, ends, shared, again
"""


class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        X.gradient += self.gradient @ W.value.T
        W.gradient += X.value.T @ self.gradient
        b.gradient += self.gradient
