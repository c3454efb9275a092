"""The sigmoid multiplies its own gradient in place on the way.

diagnosis: own-gradient-overwritten
fails: gradients
waits: shared
"""


class Sigmoid(Sigmoid):
    def backward(self):
        self.gradient *= self.value * (1 - self.value)
        z = self.inputs[0]
        z.gradient = z.gradient + self.gradient
