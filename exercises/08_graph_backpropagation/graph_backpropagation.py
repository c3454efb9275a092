# %% [markdown]
# # 08 · Backpropagation through a graph
#
# *Read before: chain-rule (“Chain Rule”, the graph included), pytorch (“Conceitos de retropropagação”). Builds on 05,
# 06 and 07. About 50 minutes.*
#
# So far you wrote each backward pass by hand, in the right order. A library does not know your network beforehand: it is
# given a **graph** of nodes and finds the order by itself. This exercise writes such a library, with four kinds of node:
#
# | node | value | its inputs |
# |---|---|---|
# | `Input(value)` | the array it was given | none |
# | `Linear(X, W, b)` | X W + b, shape (n, k) | X (n, d), W (d, k), b (k,) |
# | `Sigmoid(z)` | σ(z), entry by entry | z, any shape |
# | `MSE(prediction, target)` | the mean over all entries of (prediction − target)², a number | both of one shape |
#
# The network of chain-rule is built like this (there `Input()` is still empty; here it gets its array at once):
#
# ```
# X, y = Input(...), Input(...)
# W1, b1, W2, b2 = Input(...), Input(...), Input(...), Input(...)
# l1 = Linear(X, W1, b1)
# s1 = Sigmoid(l1)
# l2 = Linear(s1, W2, b2)
# cost = MSE(l2, y)
# ```
#
# **Forward**, each node computes its value from the values of its inputs, so inputs come first. Such an order is called
# *topological*: `X, W1, b1, l1, s1, W2, b2, l2, y, cost` is one, and there are others.
#
# **Backward**, the nodes are visited from the last to the first. Each one has a `.gradient`, ∂cost/∂(its value), in the shape
# of its value, and needs to know only itself and its inputs: it takes the gradient that has reached it from above and hands
# every input that input's share. The same happens in pytorch: the gradients of L2 come first, they are used for those of L1,
# and these for L0. For the cost itself ∂cost/∂cost = 1.
#
# (Figure in the notebook: the graph Linear, Sigmoid, Linear, MSE with its inputs X, W1, b1, W2, b2 and y; going forward
# the values are 0, 0.5, 2 and the cost 1; going backward the gradients are 1 at the cost, 2 at the second Linear, 4 at
# the Sigmoid, 1 at the first Linear, and then 0.5 for X, 2 for W1, 1 for b1; for W2 1, for b2 2, for y −2.)
#
# **Where a value is used more than once, its effects add.** Take f(x) = x² of chain-rule at x = 4, written as
# `Linear(x, x, b)` with x a 1 × 1 array and b = 0: its value is 4 · 4 = 16. Through the first place x has the effect 4, through
# the second 4 as well, together 8 = f′(4). A node that only keeps the last share it was handed ends up with 4. And nobody may
# take a node's gradient further before **all** the nodes that use it have handed in their share: that is what going through
# the topological order backwards ensures.
#
# *The same number once more:* `MSE(x, t)` with x = 4, t = 0 costs (4 − 0)² = 16. The gradient of x is 8, and that of t is −8: a
# target is a node like any other. (In a network the target is often an input nobody changes, but it may just as well be
# computed, or be X itself, as in an autoencoder.)
#
# *Two corrections to chain-rule.* Its formula ∂(f∘g)/∂x = ∂g/∂x · ∂f/∂g may be read in any order only for numbers; with the
# matrices of `Linear` the order of the factors counts (06). And the note on vector derivatives that it quotes is by Erik
# Learned-Miller of UMass Amherst; Stanford's cs231n only hosts it.
#
# The claim that is tested: a node needs only its own computation and its inputs, and yet every gradient in the graph comes
# out right, whatever the graph. Your classes are put together to graphs that you have not seen, and every node's gradient
# is held against a numeric one.
#
# The constructors are there; write the rest. What counts:
#
# - `backpropagate(cost)` does everything anew in each call: forward pass, then backward pass. Called twice, it gives the same.
#   If somebody sets `W1.value = another_array` in between, the next call uses that array.
# - Only `backpropagate` and `topological_order` are called from outside; how your `forward` and `backward` share the work
#   between them is up to you. You may add classes, functions and attributes.
# - The arrays given to `Input` stay as they are.
#
# *To check your work: `autograder check graph_backpropagation`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


class Input:
    """A node that is given its value: data, a weight matrix, a bias, a target.

    value: an array of any shape; it may be replaced at any time by setting `.value`.
    """

    def __init__(self, value):
        """Keep the value."""
        self.inputs = ()
        self.value = value
        self.gradient = None

    def forward(self):
        """Compute nothing: the value is given."""

    def backward(self):
        """Hand on nothing: there are no inputs."""


class Linear:
    """X W + b, of shape (n, k).

    X (n, d), W (d, k) and b (k,) are nodes of any kind.
    """

    def __init__(self, X, W, b):
        """Remember the three nodes it is computed from."""
        self.inputs = (X, W, b)
        self.value = None
        self.gradient = None

    def forward(self):
        """Compute `.value`, of shape (n, k), from the values of the inputs."""
        raise NotImplementedError  # your code here

    def backward(self):
        """From `.gradient`, (n, k), hand each input its share: X (n, d), W (d, k), b (k,)."""
        raise NotImplementedError  # your code here


class Sigmoid:
    """σ(z), entry by entry, in the shape of the node z."""

    def __init__(self, z):
        """Remember the node it is computed from."""
        self.inputs = (z,)
        self.value = None
        self.gradient = None

    def forward(self):
        """Compute `.value`, in the shape of z, from the value of z."""
        raise NotImplementedError  # your code here

    def backward(self):
        """From `.gradient`, in the shape of z, hand z its share."""
        raise NotImplementedError  # your code here


class MSE:
    """The cost: the mean over all entries of (prediction − target)², a number.

    `prediction` and `target` are nodes of one shape.
    """

    def __init__(self, prediction, target):
        """Remember the two nodes it is computed from."""
        self.inputs = (prediction, target)
        self.value = None
        self.gradient = None

    def forward(self):
        """Compute `.value`, a number, from the values of both inputs."""
        raise NotImplementedError  # your code here

    def backward(self):
        """From `.gradient`, a number, hand `prediction` and `target` their shares, in their shape."""
        raise NotImplementedError  # your code here


def topological_order(cost):
    """List the nodes that `cost` is computed from, each once.

    cost: the last node of a graph.
    Returns a list of nodes: inputs before the nodes that use them, the cost last. Any such order will do.
    """
    raise NotImplementedError  # your code here


def backpropagate(cost):
    """Run the forward and the backward pass anew through the whole graph of `cost`.

    cost: the last node of a graph, an `MSE`.
    Returns the cost's value, a number. Afterwards every node's `.value` is computed from the present values of the
    `Input` nodes, and every node's `.gradient` is ∂cost/∂node, in the shape of its value.
    """
    raise NotImplementedError  # your code here
