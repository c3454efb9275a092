# %% [markdown]
# # 09 · The delta rule
#
# *Read before: xor (“Delta Rule”), cap-18.3 (“Algoritmo de Otimização: Gradiente Descendente”), pytorch (slides on
# convex functions and on updating parameters by hand), derivadas (what gradient descent does with a derivative). Builds
# on 01. About 20 minutes.*
#
# Derivatives are known; now something is done with them. The **delta rule** (xor) changes a weight against its derivative:
#
# $$\text{new weight} = \text{old weight} - \text{derivative} \times \text{learning rate}$$
#
# A positive derivative says that more weight means more error: the weight goes down. A negative one: it goes up. Zero: it
# stays; the point is flat, as the floor of a valley is (the top of a hill is flat as well). A large derivative makes a
# large step, a small one a small step (derivadas, pytorch).
#
# *Worked example.* $J(w) = w^2$ has the derivative $2w$, which is 6 at $w = 3$. With a learning rate of 0.1 the new weight
# is $3 - 6 \cdot 0.1 = 2.4$. At $w = -3$ the derivative is $-6$, and the new weight $-3 + 0.6 = -2.4$: both times towards
# the minimum at 0.
#
# **Gradient descent** is that step again and again, each time with the derivative **at the weight just reached**. From 3,
# with learning rate 0.1: $3,\ 2.4,\ 1.92,\ 1.536, \ldots$ With 1.1 instead: $3,\ -3.6,\ 4.32, \ldots$ — too high a rate jumps
# over the minimum, too low a rate takes forever (cap-18.3).
#
# (Figure in the notebook: six steps of gradient descent on J = w² from w = 3: with learning rate 0.02 w has come down
# to 2.35 only; with 0.3 it is at 0.012, almost at the minimum; with 1.1 each step jumps over the minimum to the other
# side, and higher up, as far as 8.96.)
#
# On a non-convex function the start decides which valley the path ends in, and that need not be the deepest one (pytorch).
#
# (Figure in the notebook: gradient descent from w = −1.7 and from w = 1.7: on the convex J = w² both paths end at the
# one minimum, 0; on the non-convex J = w⁴ − 2w² + 0.4w the left path ends in the global minimum at −1.05, the right one
# in a local minimum at 0.95, which lies higher.)
#
# What counts here:
#
# - `delta_rule_update` works for plain numbers and for arrays, of floats or integers; an array is updated entry by entry.
#   The arguments must be unchanged when you return: give back a new array.
# - `gradient_descent` returns all the weights of its path in one array of `steps + 1` floats: the start first, the last
#   weight last. With `steps = 0` that is the start alone.
# - `derivative` is a function; call it as `derivative(w)` with one number.
#
# *To check your work: `autograder check delta_rule`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


def delta_rule_update(weight, derivative, learning_rate):
    """Take one step of the delta rule: new weight = old weight − derivative × learning rate.

    weight: number, or array of any shape, of floats or integers; it stays as it is.
    derivative: ∂cost/∂weight, a number or an array of the same shape. learning_rate: float.
    Returns the new weight: a number, or a new array of the same shape.
    """
    raise NotImplementedError  # your code here


def gradient_descent(derivative, w, learning_rate, steps):
    """Follow the delta rule from w for a number of steps, and return the whole path.

    derivative: function of one number, the derivative of the cost there. w: the start, int or float.
    learning_rate: float. steps: int, 0 or more.
    Returns a float array of shape (steps + 1,): the start, then the weight after each step.
    """
    raise NotImplementedError  # your code here
