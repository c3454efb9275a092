# %% [markdown]
# # 07 · Back through the cost
#
# *Read before: chain-rule (“Derivadas”, and “Chain Rule” down to the graph). Builds on 01 and 03. About 20 minutes.*
#
# The last node of the graph in chain-rule is the cost. `MSE(prediction, target)` makes one number of all that the network got
# wrong, the **mean squared error**: with $N$ entries in all,
#
# $$\text{cost} = \frac{1}{N} \sum_i (\text{prediction}_i - \text{target}_i)^2$$
#
# The backward pass begins here (chain-rule: the gradients flow from the last node to the first). Nothing lies above the
# cost, so no upstream gradient arrives: ∂cost/∂cost is 1. And the node needs nothing but its own computation and its own
# inputs. What it passes on is ∂cost/∂prediction, one partial derivative per entry: **an array of the shape of
# `prediction`**, and the first upstream gradient that the layers below will see.
#
# *Worked example.* Let prediction = (7, 1, 5) and target = (3, 2, 5). The errors are (4, −1, 0), their squares (16, 1, 0), and
# the cost is $17/3 \approx 5.667$.
#
# - Nudge the first prediction alone. Only the first square moves, and at 4 the slope of $x^2$ is 8 (chain-rule). The mean
#   lets a third of that through: $8/3$.
# - The second error is negative: a larger prediction makes it *smaller*. Slope $-2$, a third of it: $-2/3$.
# - The third is exactly right: slope 0. There is nothing to gain.
#
# The gradient is $(8/3,\ -2/3,\ 0)$: positive where the prediction is too high. Now write this down for any $N$.
#
# *A slip in chain-rule.* It says that a step of 1 from $x = 4$, up or down, changes $x^2$ by 8. That is true in the limit of
# small steps only: a whole step up gives $25 - 16 = 9$, a whole step down $16 - 9 = 7$. The derivative lies between the two.
#
# **Mind the shapes.** numpy subtracts a row of $N$ numbers from a column of $N$ numbers without complaint: every entry meets
# every other one, and out come $N \times N$ differences. With prediction $(3, 1)$ and target $(3,)$ the mean is then taken over
# 9 numbers, and the network learns to answer the same to everything. Here both arguments come in **one** shape: with no axis
# at all, one, two or three; $(n, 1)$ meets $(n, 1)$. Leave the shape alone and nothing goes wrong.
#
# What counts here:
#
# - The mean is over **all** entries, not over rows or columns, whatever the shape. Some books put a ½ in front or leave out the
#   mean; here the formula is the one above.
# - `mse` returns one number, `mse_backward` a new array. Arguments stay as they are.
# - Check yourself with `numerical_gradient` of exercise 01.
#
# *To check your work: `autograder check mse_backward`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


def mse(prediction, target):
    """Give the mean squared error: the mean of (prediction − target)² over all entries.

    prediction, target: arrays of one and the same shape, with any number of axes.
    Returns a float.
    """
    raise NotImplementedError  # your code here


def mse_backward(prediction, target):
    """Give the gradient of the mean squared error: ∂mse/∂prediction.

    prediction, target: arrays of one and the same shape, with any number of axes.
    Returns ∂mse/∂prediction, a new array of that shape.
    """
    raise NotImplementedError  # your code here
