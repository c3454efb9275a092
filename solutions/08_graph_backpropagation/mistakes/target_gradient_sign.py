"""The target gets the share of the prediction.

diagnosis: target-gradient-sign
fails: ends
"""


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        share = 2 * (prediction.value - target.value) / prediction.value.size
        for node in self.inputs:
            node.gradient = node.gradient + share
