"""The layer leaves out its bias.

diagnosis: bias-forgotten
fails: values
waits: gradients, ends, shared, again
"""


class Linear(Linear):
    def forward(self):
        X, W, b = self.inputs
        self.value = X.value @ W.value
