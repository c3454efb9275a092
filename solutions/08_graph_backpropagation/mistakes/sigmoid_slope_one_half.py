"""Half for every slope of σ.

diagnosis: none
fails: gradients
waits: wide, shared, again
"""


class Sigmoid(Sigmoid):
    def backward(self):
        self.inputs[0].gradient += 0.5 * self.gradient
