"""Nothing is set at the cost: MSE begins the backward pass without asking for its own gradient.

diagnosis: cost-gradient-missing
fails: ends
"""


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        share = 2 * (prediction.value - target.value) / prediction.value.size
        prediction.gradient = prediction.gradient + share
        target.gradient = target.gradient - share


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
        node.gradient = 0 * node.value
    for node in order[::-1]:
        node.backward()
    return cost.value
