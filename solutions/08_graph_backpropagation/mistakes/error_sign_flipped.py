"""The difference is taken the wrong way round for both inputs.

diagnosis: error-sign-flipped
fails: gradients
"""


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        share = 2 * (target.value - prediction.value) / prediction.value.size
        prediction.gradient = prediction.gradient + share
        target.gradient = target.gradient - share
