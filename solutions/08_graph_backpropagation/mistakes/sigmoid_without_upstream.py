"""The sigmoid hands on its slope alone.

diagnosis: missing-upstream
fails: gradients
"""


class Sigmoid(Sigmoid):
    def backward(self):
        z = self.inputs[0]
        z.gradient = z.gradient + self.value * (1 - self.value)
