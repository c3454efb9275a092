"""The layer leaves out its bias.

diagnosis: bias-forgotten
fails: values
"""


class Linear(Linear):
    def forward(self):
        X, W, b = self.inputs
        self.value = X.value @ W.value
