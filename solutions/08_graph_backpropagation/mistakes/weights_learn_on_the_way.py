"""The backward pass of an Input already takes a step, in the caller's array.

diagnosis: none
fails: values, again
"""


class Input(Input):
    def backward(self):
        self.value -= 0.1 * self.gradient
