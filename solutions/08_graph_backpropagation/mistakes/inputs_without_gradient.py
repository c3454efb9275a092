"""Only computed nodes are handed a share.

diagnosis: input-gradient-missing
fails: gradients
waits: wide, ends, shared, again
"""


def hand(node, share):
    if node.inputs:
        node.gradient = node.gradient + share


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
        share = 2 * (prediction.value - target.value) / prediction.value.size
        hand(prediction, share)
        hand(target, -share)


def backpropagate(cost):
    order = topological_order(cost)
    for node in order:
        node.forward()
        node.gradient = 0 * node.value if node.inputs else None
    cost.gradient = 1.0
    for node in order[::-1]:
        node.backward()
    return cost.value
