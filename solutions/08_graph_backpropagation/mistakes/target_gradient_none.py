"""The target is handed nothing, and gradients begin as None.

diagnosis: target-gradient-missing
fails: ends
"""


def hand(node, share):
    node.gradient = share if node.gradient is None else node.gradient + share


class Linear(Linear):
    def backward(self):
        X, W, b = self.inputs
        hand(X, self.gradient @ W.value.T)
        hand(W, X.value.T @ self.gradient)
        hand(b, self.gradient.sum(axis=0))


class Sigmoid(Sigmoid):
    def backward(self):
        hand(self.inputs[0], self.gradient * self.value * (1 - self.value))


class MSE(MSE):
    def backward(self):
        prediction, target = self.inputs
        hand(prediction, 2 * (prediction.value - target.value) / prediction.value.size)


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
        node.gradient = None
    cost.gradient = 1.0
    for node in order[::-1]:
        node.backward()
    return cost.value
