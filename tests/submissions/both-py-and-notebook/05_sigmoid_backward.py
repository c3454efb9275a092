# %% [markdown]
# # 05 · Back through the sigmoid
#
# *Read before: chain-rule (“Chain Rule”), cap-18.3 (“Calculando os Gradientes”). About 20 minutes.*
#
# In a network the sigmoid stands between two linear layers. Going forward it squashes every entry $z$ into $(0, 1)$:
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}}$$
#
# Going backward it receives one number per entry, the **upstream gradient** ∂cost/∂σ, and must pass on ∂cost/∂z.
# The chain rule (cap-18.3) says how: multiply by the local derivative.
#
# $$\frac{\partial\,\text{cost}}{\partial z} =
# \frac{\partial\,\text{cost}}{\partial a} \cdot \frac{\partial a}{\partial z} \qquad a = \sigma(z)$$
#
# The derivative of σ has a pleasant property: it can be written with the output $a$ alone, without $z$. Find it on
# paper; the example tells whether you did.
#
# *Worked example.* At $z = 0$ the output is $a = 0.5$ and the local derivative is $0.25$, the largest it ever gets. If 2
# arrives from above, $2 \cdot 0.25 = 0.5$ is passed on. At $z = 4$, where $a \approx 0.982$, the same 2 shrinks to about
# $0.035$.
#
# Some libraries write this function with $z$ as argument, others with $a$. **Here it takes the output** $a$.
#
# Write both functions. Arrays may have any shape, zeros and large values included; arguments stay as they are. `sigmoid`
# counts for $|z| \le 500$; further out you get a remark at most. `sigmoid_backward` counts also where the curve is so flat
# that almost nothing is passed on.
#
# *To check your work: `autograder check sigmoid_backward`; in the notebook, run the last cell.*

# %%
import numpy as np


def sigmoid(z):
    """Squash every entry of z into (0, 1): σ(z) = 1 / (1 + e⁻ᶻ).

    z: array of any shape. Returns an array of that shape.
    """
    raise NotImplementedError  # your code here


def sigmoid_backward(grad_output, output):
    """Pass the upstream gradient back through the sigmoid: ∂cost/∂z.

    grad_output: ∂cost/∂output, array of any shape.
    output: sigmoid(z), same shape. (Not z: the other convention exists, this function takes the output.)
    Returns ∂cost/∂z, same shape.
    """
    raise NotImplementedError  # your code here
