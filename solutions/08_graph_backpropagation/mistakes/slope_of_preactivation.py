"""The short formula of the slope is applied to z.

diagnosis: derivative-formula-on-preactivation
fails: gradients
"""


class Sigmoid(Sigmoid):
    def backward(self):
        z = self.inputs[0]
        z.gradient = z.gradient + self.gradient * z.value * (1 - z.value)
