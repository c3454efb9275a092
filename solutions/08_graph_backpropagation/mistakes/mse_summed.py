"""The cost is a sum, and so is its gradient.

diagnosis: sum-not-mean
fails: values
"""


class MSE(MSE):
    def forward(self):
        prediction, target = self.inputs
        self.value = ((prediction.value - target.value) ** 2).sum()

    def backward(self):
        prediction, target = self.inputs
        share = 2 * (prediction.value - target.value)
        prediction.gradient = prediction.gradient + share
        target.gradient = target.gradient - share
