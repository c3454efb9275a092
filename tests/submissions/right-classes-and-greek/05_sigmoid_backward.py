import numpy as np


class σ:
    @staticmethod
    def __call__(z):
        return 1.0 / (1.0 + np.exp(-z))

    @staticmethod
    def linha(a):
        "σ' a partir da saída"
        return a * (1 - a)


sigmoid = σ()        # um objeto que se comporta como função


def sigmoid_backward(grad_output, output):
    δ = grad_output
    return δ * σ.linha(output)
