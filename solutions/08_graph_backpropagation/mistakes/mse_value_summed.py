"""The cost is a sum, its gradient is that of the mean: only the value is wrong.

diagnosis: sum-not-mean
fails: values
"""


class MSE(MSE):
    def forward(self):
        prediction, target = self.inputs
        self.value = ((prediction.value - target.value) ** 2).sum()
