"""The target is handed nothing, so its gradient stays zero.

diagnosis: target-gradient-missing
fails: ends
"""


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        prediction.gradient = prediction.gradient + 2 * (prediction.value - target.value) / prediction.value.size
