# %% [markdown]
# # 10 · Train a network on XOR
#
# *Read before: xor (all of it). Builds on 04, 05, 06 and 09. About 60 minutes.*
#
# XOR answers 1 when its two inputs differ. No single line separates its ones from its zeros, so a hidden layer is
# needed (xor, “Forward Pass”). The bias is a column of ones in the data, so a 2-2-1 network becomes a **3-3-1** one:
#
# | x₀ | x₁ | bias | y |
# |---|---|---|---|
# | 0 | 0 | 1 | 0 |
# | 0 | 1 | 1 | 1 |
# | 1 | 0 | 1 | 1 |
# | 1 | 1 | 1 | 0 |
#
# | array | shape | what it is |
# |---|---|---|
# | `X` | (4, 3) | the inputs, the bias column already in place |
# | `W1` | (3, 3) | from the inputs to the hidden units |
# | `W2` | (3, 1) | from the hidden units to the output; the output layer has no bias |
# | `y` | (4, 1) | the targets |
#
# Forward: hidden = σ(X W1), output = σ(hidden W2). The cost is the mean over all entries of (output − y)².
# Backward: the chain rule, from the cost back to each weight; then the delta rule (xor, “Backpropagation”):
#
# $$W \leftarrow W - \text{learning rate} \cdot \frac{\partial\,\text{cost}}{\partial W}$$
#
# What it comes to, for one start: the network separates the points with a boundary that no single line could be.
#
# (Figure in the notebook: on the left the four points of XOR and a trained network's answers: it answers 0 in a band
# that runs from (0, 0) to (1, 1), with outputs 0.011 and 0.019 there, and 1 on both sides of the band, with 0.984 at
# (0, 1) and 0.981 at (1, 0); on the right its cost, which stays near 0.25 for some 200 epochs, then falls, and is below
# 0.001 from epoch 1746 on.)
#
# *Worked forward pass* (the weights of the text's figure, the row (0, 1, 1)): the three hidden units receive
# 1.076 + 1.116 = 2.192, −0.165 + 0.542 = 0.377 and −0.165 − 0.331 = −0.496, so hidden = (0.899, 0.593, 0.378);
# the output is σ(0.899·0.383 − 0.593·0.327 − 0.378·0.329) = 0.506 (figures cut off after three digits, as
# in the text). The step function says 1, without confidence.
# *Erratum:* the text prints the sums of units 2 and 3 without their minus signs; with the printed signs the output
# would be 0.480, and the answer 0, the wrong class.
#
# (Figure in the notebook: the 3-3-1 network for the row (0, 1, 1): the hidden units are 0.899, 0.593 and 0.378, the
# output is 0.506; marked are the three weights that the text prints without their minus signs, −0.165 to the second
# unit, −0.165 and −0.331 to the third.)
#
# What counts in `train_xor`:
#
# - full batch: one **epoch** is one update with all the rows of `X`, both matrices from the *same* forward pass;
# - `losses[i]` is the cost of the weights after `i` updates, so `losses[0]` is that of the start, and there are
#   `epochs` of them;
# - the arrays that come in stay as they are; with `epochs = 0` the start comes back and `losses` is empty.
#
# Not every start leads to a solution, even with perfect code: of those drawn between −1 and 1
# about one in eight gets stuck. You are not graded on luck.
#
# *To check your work: `autograder check xor_training`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


def init_weights(rng):
    """Draw a start for training.

    rng: numpy.random.Generator; draw from it, and from nothing else.
    Returns W1 (3, 3), W2 (3, 1): different for each unit, and not too small.
    """
    raise NotImplementedError  # your code here


def forward(X, W1, W2):
    """Run the network: hidden = σ(X W1), output = σ(hidden W2).

    X (n, 3) with its bias column, W1 (3, 3), W2 (3, 1). Returns (hidden (n, 3), output (n, 1)).
    """
    raise NotImplementedError  # your code here


def train_xor(X, y, W1, W2, learning_rate, epochs):
    """Train by full-batch gradient descent on cost = mean of (output − y)².

    X (4, 3) with its bias column, y (4, 1), W1 (3, 3), W2 (3, 1): none of them is changed.
    Returns (W1, W2, losses): the weights after `epochs` updates; losses[i] is the cost after i updates.
    """
    raise NotImplementedError  # your code here


def predict(X, W1, W2):
    """Answer with classes: 1 where the output is at least 0.5, else 0.

    X (n, 3) with its bias column. Returns integers, shape (n, 1).
    """
    raise NotImplementedError  # your code here
