"""The cost is a mean, its gradient is that of the sum.

diagnosis: sum-not-mean
fails: gradients
"""


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        share = 2 * (prediction.value - target.value)
        prediction.gradient = prediction.gradient + share
        target.gradient = target.gradient - share
