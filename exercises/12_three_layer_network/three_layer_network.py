# %% [markdown]
# # 12 · A three-layer network
#
# *Read before: pytorch (from “Conceitos de retropropagação” to “Descida do gradiente”). Builds on 06, 07 and 09. About
# 50 minutes.*
#
# The slides of pytorch put three linear layers in a row, 16→8→4→2, take the cross-entropy of what comes out, let
# `loss.backward()` find the gradients and then move every parameter by −lr · gradient. Here you write what those calls do.
#
# **From scores to probabilities.** The last layer gives $k$ scores per row, the **logits** $z$. The softmax turns a row of
# them into $k$ probabilities; each row is a matter of its own:
#
# $$p_j = \frac{e^{z_j}}{\sum_i e^{z_i}}$$
#
# Add the same number to all the logits of a row: above and below the line the same factor appears, and $p$ stays as it is.
# That is more than a curiosity. `np.exp(1000)` is beyond float64, and so `softmax` must choose a better-placed row with the
# same answer before it calls `exp`. Yours is tried with logits around ±1000.
#
# **The cost.** `targets` holds one **class index** per row, 0 … k − 1 (not one-hot rows). The cross-entropy of a row is
# −ln of the probability given to its own class; the cost is the **mean over the $n$ rows**, as in PyTorch's
# `CrossEntropyLoss`. With $t$ the class of a row,
#
# $$-\ln p_t = \ln \sum_i e^{z_i} - z_t$$
#
# *Worked example.* The logits $(2, 1, 0)$ give $(e^2, e^1, e^0) = (7.389, 2.718, 1)$, sum 11.107, so $p = (0.665, 0.245, 0.090)$.
# If the class is 0 the row costs $-\ln 0.665 = 0.408$; if it is 2, 2.408. A batch of these two rows costs 1.408.
#
# **The first upstream gradient.** The right-hand side above is easy to differentiate: nudge $z_j$ and ask what the first
# term does; nudge $z_t$ and the second one moves as well. Check: for $(2, 1, 0)$ alone, class 0, the gradient is
# $(-0.335, 0.245, 0.090)$. It sums to 0 (why?). All the logits of a row move all of its probabilities, so no logit's
# gradient is 0. With $n$ rows, remember the mean.
#
# **Then layer by layer.** pytorch tells the order: start with the gradients of layer L2, use them for L1, then for L0.
# What must be kept of the forward pass?
#
# | layer | goes in | W | b | comes out |
# |---|---|---|---|---|
# | L0 | X (n, 16) | (16, 8) | (8,) | (n, 8) |
# | L1 | (n, 8) | (8, 4) | (4,) | (n, 4) |
# | L2 | (n, 4) | (4, 2) | (2,) | logits (n, 2) |
#
# There is no activation between the layers, just as in the slides' `Sequential`. (Three linear layers in a row can do no
# more than one; the order of the gradients is what this network teaches.) PyTorch keeps a layer's weight as (out, in); here
# it is (in, out), as in 06.
#
# **The step.** As in 09: parameter − learning rate · gradient. The slides do it by hand for `model[0]` and then let
# `optim.SGD(..., lr=0.001).step()` do it for all the layers: the claim to test is that the two are the same. With lr = 0.001 a
# weight 0.5 whose gradient is 2 becomes 0.498. PyTorch's optimizer writes into the parameters; `sgd_step` returns new ones.
#
# Write the five functions. `parameters` and gradients are lists `[(W0, b0), (W1, b1), (W2, b2)]`, first layer first. Arguments
# stay as they are.
#
# *To check your work: `autograder check three_layer_network`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


def softmax(logits):
    """Turn every row of logits into probabilities: e^z divided by the row's sum of e^z.

    logits: (n, k), also around ±1000. Returns an array of shape (n, k); each row sums to 1.
    """
    raise NotImplementedError  # your code here


def cross_entropy(logits, targets):
    """Mean over the rows of −ln(probability of the row's own class).

    logits: (n, k). targets: (n,), ints, the class index 0 … k − 1 of each row. Returns a float.
    """
    raise NotImplementedError  # your code here


def cross_entropy_backward(logits, targets):
    """Give ∂cost/∂logits of `cross_entropy`.

    logits: (n, k). targets: (n,), class indices. Returns an array of shape (n, k).
    """
    raise NotImplementedError  # your code here


def network_backward(X, parameters, targets):
    """Run three linear layers and the cross-entropy forward, then all the way back.

    X: (n, 16). parameters: [(W0, b0), (W1, b1), (W2, b2)] with W (16, 8), (8, 4), (4, 2) and b (8,), (4,), (2,).
    targets: (n,), class indices 0 or 1.
    Returns [(grad_W0, grad_b0), (grad_W1, grad_b1), (grad_W2, grad_b2)], each shaped like its parameter.
    """
    raise NotImplementedError  # your code here


def sgd_step(parameters, gradients, learning_rate):
    """Move every parameter by −learning_rate · its gradient, as `optimizer.step()` does.

    parameters, gradients: lists [(W0, b0), (W1, b1), (W2, b2)] of the same shapes; they stay as they are.
    learning_rate: float. Returns the new parameters, a list of the same kind.
    """
    raise NotImplementedError  # your code here
