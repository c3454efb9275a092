# %% [markdown]
# # 06 · Back through the linear layer
#
# *Read before: chain-rule (“Chain Rule”, down to the graph). Builds on 03. About 40 minutes.*
#
# In the graph of chain-rule, `Linear(X, W, b)` is the node that has parameters, so it is the one that learns. Going
# forward it mixes the $d$ features of each of the $n$ rows of $X$ into $k$ new ones:
#
# $$Z = X\,W + b \qquad X: (n, d) \quad W: (d, k) \quad b: (k,) \quad Z: (n, k)$$
#
# The same $b$ is added to every row. Going backward it receives the **upstream gradient** $G$ = ∂cost/∂Z, one number per
# entry of $Z$, so of shape $(n, k)$. It has three inputs, so it owes three gradients, each in the shape of its own input.
#
# **The order of the factors.** chain-rule writes ∂(f∘g)/∂x = ∂g/∂x · ∂f/∂g. For single numbers the order does not matter.
# Here the factors are matrices, and then it does: $A\,B$ and $B\,A$ are different things, and often only one of them exists.
#
# *One row first.* Let $x = (1, 2, 3)$, of shape $(1, 3)$, and $g = (1, -1)$, of shape $(1, 2)$, so that $W$ is $(3, 2)$.
#
# - Each $z_j = \sum_i x_i W_{ij} + b_j$. Nudge $W_{ij}$ by ε: only $z_j$ moves, by $x_i\,\varepsilon$, and so the cost by $x_i\,g_j\,\varepsilon$.
#   Hence ∂cost/∂$W_{ij} = x_i\,g_j$: every feature with every output. As a matrix this is a column times a row,
#
# $$x^T g = \begin{pmatrix} 1 \\ 2 \\ 3 \end{pmatrix} \begin{pmatrix} 1 & -1 \end{pmatrix} = \begin{pmatrix} 1 & -1 \\ 2 & -2 \\ 3 & -3 \end{pmatrix} \qquad (3, 1)\,(1, 2) \to (3, 2)$$
#
# - Nudge $x_i$ by ε: **all** the $z_j$ move, each by $W_{ij}\,\varepsilon$. Effects of parallel paths add: ∂cost/∂$x_i = \sum_j g_j W_{ij}$.
# - Nudge $b_j$ by ε: $z_j$ moves by ε itself. So ∂cost/∂$b_j = g_j$.
#
# *Now four rows*, $(n, d, k) = (4, 3, 2)$; the first row is the one above:
#
# $$X = \begin{pmatrix} 1 & 2 & 3 \\ 0 & 1 & 0 \\ 2 & 0 & 1 \\ 0 & 0 & 1 \end{pmatrix} \quad W = \begin{pmatrix} 1 & 0 \\ 2 & 1 \\ 0 & -1 \end{pmatrix} \quad b = (10, 20) \quad G = \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix}$$
#
# Forward, $(4, 3)\,(3, 2) + (2,) \to (4, 2)$: the rows of $Z$ are $(15, 19)$, $(12, 21)$, $(12, 19)$, $(10, 19)$. Backward:
#
# - **W is used by every row, so the rows' effects add.** The first row gives the matrix above, each other row one of its own,
#   and their sum is what the matrix product computes when $X^T$ stands on the left: it sums over the inner axis, the rows.
#
# $$X^T G = \begin{pmatrix} 1 & 0 & 2 & 0 \\ 2 & 1 & 0 & 0 \\ 3 & 0 & 1 & 1 \end{pmatrix} \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix} = \begin{pmatrix} 1 & 5 \\ 4 & -2 \\ 4 & 1 \end{pmatrix} \qquad (3, 4)\,(4, 2) \to (3, 2)$$
#
#   The other order, $G\,X^T$, would join $(4, 2)$ and $(3, 4)$: the inner sizes 2 and 3 do not meet.
#
# - **Each row of X goes its own way, so rows stay rows;** what is summed are the $k$ outputs, the axis that $G$ and $W$ share:
#
# $$G\,W^T = \begin{pmatrix} 1 & -1 \\ 2 & 0 \\ 0 & 3 \\ 1 & 1 \end{pmatrix} \begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & -1 \end{pmatrix} = \begin{pmatrix} 1 & 1 & 1 \\ 2 & 4 & 0 \\ 0 & 3 & -3 \\ 1 & 3 & -1 \end{pmatrix} \qquad (4, 2)\,(2, 3) \to (4, 3)$$
#
# - **b is added to all four rows, so it collects from all four:** column by column, $1 + 2 + 0 + 1 = 4$ and
#   $-1 + 0 + 3 + 1 = 3$. The gradient is $(4, 3)$, of shape $(2,)$ like $b$.
#
# Nothing is divided by $n$: if the cost is a mean over rows, its $1/n$ already came down inside $G$.
#
# Write both functions, for any $n$, $d$ and $k$. Arguments stay as they are, the results are new arrays. When $d = k$ a
# forgotten transpose raises no error, so your code is tried on shapes of many kinds.
#
# *To check your work: `autograder check linear_backward`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


def linear(X, W, b):
    """Apply a linear layer to every row of X: X W + b.

    X: (n, d), one example per row. W: (d, k), the weights. b: (k,), the bias, added to every row.
    Returns an array of shape (n, k).
    """
    raise NotImplementedError  # your code here


def linear_backward(grad_output, X, W, b):
    """Pass the upstream gradient back through the linear layer.

    grad_output: ∂cost/∂(X W + b), (n, k). X: (n, d), W: (d, k) and b: (k,), as they were given to `linear`.
    Returns (grad_X, grad_W, grad_b): ∂cost/∂X (n, d), ∂cost/∂W (d, k) and ∂cost/∂b (k,), in this order.
    """
    raise NotImplementedError  # your code here
