# %% [markdown]
# # 01 · Estimating derivatives
#
# *Read before: derivadas (the whole lecture up to SymPy), chain-rule (“Derivadas”). About 30 minutes.*
#
# Move $w$ up by a small $\varepsilon$ and see what the cost $J$ does. If $J$ goes up by about $k \cdot \varepsilon$, then
# $k$ is the derivative of $J$ at $w$ (derivadas). That definition can be computed as it stands. It needs no calculus, it
# works for any $J$ you can evaluate, and it is how the derivatives you will write later are checked.
#
# In a drawing, the derivative is the slope of the tangent (derivadas). For $J(w) = w^2$ it is $2w$: another $w$, another
# slope.
#
# (Figure in the notebook: the parabola J = w² with its tangents at w = 3, 2 and −3; their slopes are 6, 4 and −6, twice
# w each time.)
#
# **Forward difference**: one step to the right.
#
# $$\frac{J(w + \varepsilon) - J(w)}{\varepsilon}$$
#
# **Central difference**: one step to each side, so $w$ moves by $2\varepsilon$ in all.
#
# $$\frac{J(w + \varepsilon) - J(w - \varepsilon)}{2\varepsilon}$$
#
# *Worked example* (derivadas). $J(w) = w^2$, $w = 3$, $\varepsilon = 0.001$. Then $J(w) = 9$ and $J(3.001) = 9.006001$. The
# forward difference is $(9.006001 - 9)/0.001 = 6.001$; the derivative is $2w = 6$, and the $0.001$ too much is $\varepsilon$
# itself. With $\varepsilon = 0.002$ it is $6.002$. The central difference is $(9.006001 - 8.994001)/0.002 = 6$: what is too
# much on the right cancels with what is too little on the left. With most other curves something is left, but only of the
# order of $\varepsilon^2$.
#
# With a step of 1 the same formula gives $f(5) - f(4) = 9$ for $f(x) = x^2$, where $f'(4) = 8$ (chain-rule): the slope
# changes on the way, and a step of 1 is too long not to notice.
#
# A step can also be too short. Floats are rounded, and that rounding error is divided by $\varepsilon$ with the rest. For
# $J(w) = w^3$ at $w = 2$, where the derivative is 12 (derivadas), the two differences err by this much:
#
# (Figure in the notebook: the error of both differences for J = w³ at w = 2 against the step ε, on logarithmic axes:
# from long steps to shorter ones, the forward difference's error falls like 6ε and the central one's like ε²; with
# still shorter steps both rise again, like 1/ε.)
#
# *Slips in the lecture, so that they don't stop you.* For $J(w) = 1/w$ at $w = 2$ the transcript has
# $1/2.001 \approx 4.9975$; it is $0.49975$ (0.5 less 0.00025, so the derivative is $-1/4$). Where it says
# $\varepsilon = 0.01$, its own results are those of $0.001$: $3.001^2 = 9.006001$. And what $J$ rises beyond $6\varepsilon$
# with $\varepsilon = 0.002$ is not 0.00004 but 0.000004, which is $\varepsilon^2$: $3.002^2 = 9.012004$.
#
# **Numerical gradient**: a cost of many parameters has one partial derivative per parameter, and the gradient is the array
# of all of them (chain-rule). Take the central difference for each entry of $w$, moving that entry alone:
#
# $$\frac{\partial J}{\partial w_i} \approx \frac{J(\ldots, w_i + \varepsilon, \ldots) - J(\ldots, w_i - \varepsilon, \ldots)}{2\varepsilon}$$
#
# For $J(w) = w_0^2 + 10\,w_1$ at $w = [3, 5]$ it is $[6, 10]$.
#
# What counts here:
#
# - The answer is the formula's value **at the $\varepsilon$ that is passed** (or at its default, if none is), not the exact
#   derivative. Only rounding may differ.
# - `J` is a function; call it as `J(w)`. For the first two functions `w` is one number, an int or a float. For
#   `numerical_gradient` it is an array of any shape, `()` included, of floats or integers, and `J` takes an array of that
#   shape and gives one number.
# - The gradient has the shape of `w`. The `w` that you get must be unchanged when you return.
#
# *To check your work: `autograder check derivative_estimates`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


def forward_difference(J, w, epsilon=1e-3):
    """Estimate the derivative of J at w with one step to the right: (J(w + ε) − J(w)) / ε.

    J: function of one number. w: number, int or float. epsilon: the step ε.
    Returns a float.
    """
    raise NotImplementedError  # your code here


def central_difference(J, w, epsilon=1e-3):
    """Estimate the derivative of J at w with one step to each side: (J(w + ε) − J(w − ε)) / (2ε).

    J: function of one number. w: number, int or float. epsilon: the step ε.
    Returns a float.
    """
    raise NotImplementedError  # your code here


def numerical_gradient(J, w, epsilon=1e-5):
    """Estimate every partial derivative ∂J/∂wᵢ by a central difference in that entry alone.

    J: function that maps an array shaped like w to a number.
    w: array of any shape, also (), of floats or integers; it stays as it is. epsilon: the step ε.
    Returns a float array shaped like w.
    """
    raise NotImplementedError  # your code here
