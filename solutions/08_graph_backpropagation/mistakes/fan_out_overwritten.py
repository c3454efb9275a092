"""Each node sets the gradients of its inputs instead of adding to them.

diagnosis: fan-out-overwritten
fails: shared
"""


class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        X.gradient = self.gradient @ W.value.T
        W.gradient = X.value.T @ self.gradient
        b.gradient = self.gradient.sum(axis=0)


class Sigmoid(Sigmoid):
    def backward(self):
        self.inputs[0].gradient = self.gradient * self.value * (1 - self.value)


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        prediction.gradient = 2 * (prediction.value - target.value) / prediction.value.size
        target.gradient = -prediction.gradient
