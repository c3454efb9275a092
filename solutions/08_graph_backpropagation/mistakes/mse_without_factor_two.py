"""The 2 of the square is missing.

diagnosis: missing-factor-two
fails: gradients
"""


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        share = (prediction.value - target.value) / prediction.value.size
        prediction.gradient = prediction.gradient + share
        target.gradient = target.gradient - share
