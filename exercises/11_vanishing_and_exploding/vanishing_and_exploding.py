# %% [markdown]
# # 11 · Vanishing and exploding gradients
#
# *Read before: cap-18.3 (“Desafios do Backpropagation”). Builds on 05 and 06. About 35 minutes.*
#
# Going backward, a gradient is multiplied in every layer by the slope of the activation and by the weights (05 and 06). Many
# layers make many factors, and the text names what that does:
#
# - **Vanishing**: with factors below 1 the product shrinks from layer to layer, and the first layers hardly learn.
#   The sigmoid's slope is never above $\tfrac14$, so ten layers leave at most $0.25^{10} \approx 0.00000095$ of the signal, if the
#   weights are around 1.
# - **Exploding**: with factors above 1 it grows. Weights of 2 and slopes of 1 make $2^{10} = 1024$ of 1.
#
# The text names three remedies: careful initialisation (10), an activation such as ReLU, and gradient clipping. You write the
# last two, and then measure whether the first claim is true.
#
# **ReLU**: $\text{relu}(z) = \max(0, z)$, entry by entry. Where $z > 0$ its slope is 1, so it takes nothing from what passes; where
# $z < 0$ the slope is 0 and nothing passes. At $z = 0$ there is a kink and no derivative: the slopes from the two sides are 0
# and 1. **Here, take 0 there** (any number from 0 to 1 gets through, with a remark). ReLU came into deep networks with Nair and
# Hinton, “Rectified linear units improve restricted Boltzmann machines” (2010), and Glorot, Bordes and Bengio, “Deep sparse
# rectifier neural networks” (2011).
#
# **Clipping by the norm** (Pascanu, Mikolov and Bengio, “On the difficulty of training recurrent neural networks”, 2013): all the
# gradients of a network together are one long vector. If its length, the **global norm**, exceeds a limit, every gradient is
# multiplied by the same number, so that the length becomes the limit:
#
# $$\text{norm} = \sqrt{\textstyle\sum_{\text{all arrays}} \sum_{\text{all entries}} g^2} \qquad g \leftarrow g \cdot \min\!\left(1,\ \frac{\text{max\_norm}}{\text{norm}}\right)$$
#
# *Worked example.* Two gradients, $(3, 0)$ and $(4)$: the norm is $\sqrt{9 + 0 + 16} = 5$. With `max_norm` = 1 they become $(0.6, 0)$
# and $(0.8)$: shorter, in the same direction. Cutting each entry off at 1 would give $(1, 0)$ and $(1)$, another direction; scaling
# each array by its own norm would, too. With `max_norm` = 10, or 5, nothing changes. If all are zero, they stay zero.
#
# **Measuring.** For a network without biases, $h_0 = X$ and $h_{l+1} = \text{act}(h_l\,W_l)$, with the activation after every layer, the
# last one included, `gradient_norms` gives one number per layer: the Frobenius norm (the root of the sum of the squared entries)
# of ∂(sum of all outputs)/∂$W_l$, the first layer first.
#
# When your functions are written, see the claim of the text with your own eyes. Ten layers of one unit, first with all weights
# 1, then 2:
#
# ```python
# X = np.ones((1, 1))
# for weight in (1.0, 2.0):
#     for activation in ("sigmoid", "relu"):
#         layers = [np.full((1, 1), weight) for _ in range(10)]
#         print(weight, activation, np.array(gradient_norms(X, layers, activation)))
# ```
#
# With weights 1, the sigmoid's norms fall from 0.148 in the last layer to 0.00000028 in the first, and ReLU's are all 1. With
# weights 2, ReLU's are all $2^9 = 512$, and the sigmoid's vanish still. So ReLU is a remedy for one of the two ills only; what helps
# against the other?
#
# (Figure in the notebook: the norm of each layer's gradient in networks of ten layers, on a logarithmic axis: with
# sigmoid it falls from 15 in the last layer to 0.00014 in the first one; with relu it stays between 40 and 100 in all
# ten.)
#
# Write the four functions. Arguments, and the arrays in the lists, stay as they are.
#
# *To check your work: `autograder check vanishing_and_exploding`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


def relu(z):
    """Apply the rectifier to every entry of z: max(0, z).

    z: array of any shape. Returns an array of that shape.
    """
    raise NotImplementedError  # your code here


def relu_backward(grad_output, z):
    """Pass the upstream gradient back through ReLU: ∂cost/∂z.

    grad_output: ∂cost/∂relu(z), array of any shape. z: same shape; where it is 0, take 0 as the derivative.
    Returns ∂cost/∂z, same shape.
    """
    raise NotImplementedError  # your code here


def clip_gradients(gradients, max_norm):
    """Shorten gradients whose global norm exceeds max_norm, without turning them.

    gradients: list of arrays of any shapes. max_norm: a positive number.
    Returns a list of arrays of the same shapes: each times min(1, max_norm / norm), where norm is the L2 norm of all
    entries of all arrays together. Zeros stay zeros.
    """
    raise NotImplementedError  # your code here


def gradient_norms(X, weights, activation):
    """Measure how much of the gradient reaches each layer of a network without biases.

    X: (n, d). weights: list of arrays (d, h), (h, h'), …; each output of a layer is activation(input @ W).
    activation: "sigmoid" or "relu", applied after every layer, the last one too.
    Returns one number per layer, first layer first: the Frobenius norm of ∂(sum of all outputs)/∂W.
    """
    raise NotImplementedError  # your code here
