# %% [markdown]
# # 13 · Judge the gradient
#
# *Read before: derivadas (nudging w by ε), cap-18.3 (“Calculando os Gradientes”). Builds on 01, 05 and 06. About 60
# minutes.*
#
# This one is extra: its ten points stand beside the hundred. Until now the course judged your gradients. Here you write the
# judge: a **gradient check** is given a function and somebody's backward, and says whether one is the gradient of the other. It
# never learns the right formula. It needs none: derivadas shows that nudging $w$ by a small ε and watching $J$ is enough, and
# cap-18.3 says what a backward must give: one derivative for each weight. (None of the texts of this course writes such a
# check; what follows is from here.)
#
# `check_gradient(forward, backward, arguments, rng)` returns `True` if `backward` is the gradient of `forward` at
# `arguments`, and `False` if not:
#
# | it gets | which is |
# |---|---|
# | `arguments` | a tuple of float64 arrays, of any shapes |
# | `forward(*arguments)` | an array |
# | `backward(grad_output, *arguments)` | a tuple with one gradient for each argument |
# | `rng` | a numpy Generator, for whatever you draw |
#
# **From an array to a number.** The upstream gradient $G$ = `grad_output` has the shape of the output, and the cost that has
# it as its gradient is $J = \sum G \cdot f$: multiply the output by $G$ and add up. If `backward` is right, each of its
# entries is the derivative of that $J$ with respect to one entry of one argument. Which $G$ you hand in is up to you, and it
# matters: a backward that ignores $G$, or squares it, is right for a $G$ of ones. Draw it, with both signs.
#
# **Central differences.** Move one entry $x$ by ε in both directions:
#
# $$\frac{J(x + \varepsilon) - J(x - \varepsilon)}{2 \varepsilon}$$
#
# A difference to one side is off by about ε times half of the second derivative: in derivadas, with $J = w^2$ at $w = 3$ and
# ε = 0.001, it gives 6.001. The central difference is off by about ε² only, and of $w^2$ it is exact.
#
# **How small is ε?** Smaller is better until rounding takes over: `float64` keeps 16 digits, so the difference of two
# values of size $|J|$ is off by about $10^{-16} |J|$, and that is divided by ε. Between the two, 1e-5 is about the best for
# numbers of size 1; for an $x$ of size 1000 the step may be larger, too. Across a **kink** no ε is right: of $\max(z, 0)$
# at $z = 0.02$ with ε = 0.1, the central difference is $(0.12 - 0) / 0.2 = 0.6$, and the slope is 1. The kinks here are at
# least 0.02 away from the arguments.
#
# **When are two gradients equal?** Never to the last digit, so measure how far apart they are, relative to their size:
#
# $$\text{relative error} = \frac{\lVert a - n \rVert}{\lVert a \rVert + \lVert n \rVert}$$
#
# with $a$ from `backward`, $n$ the numeric one and $\lVert\cdot\rVert$ the root of the sum of squares over one argument. A
# difference of 0.001 is nothing where gradients are about $10^8$, and everything where they are about $10^{-9}$. Entry by entry it
# does not work: where a sigmoid is flat, a derivative of $10^{-6}$ drowns in rounding beside its neighbours, and nothing is wrong.
#
# *Worked example.* $f(x) = x^2$ at $x = 3$ with $G = 2$: the central difference of $J = 2x^2$ with ε = 0.001 is
# $(18.012002 - 17.988002)/0.002 = 12$. A backward that returns $2Gx = 12$ is right. One that returns $Gx = 6$ has the relative
# error $6/18 = 1/3$; one that returns 12.012 has $0.012/24.012 \approx 0.0005$.
#
# **What is counted as wrong.** Here every wrong gradient is off by at least one part in a thousand of the gradient of some
# argument, most by far more: signs, factors, one entry of many, one argument of three, rows and columns exchanged, right for a
# $G$ of ones only. Also wrong is a gradient whose shape is not that of its argument, and a backward that **writes into** what it
# is given, even if its numbers are right. Right ones may be large, tiny, flat in places, or differ in size from argument to
# argument by a million; none of them may be accused: without that no wrong one counts.
#
# The course's own grader checks gradients just so: a drawn upstream, never of ones; shapes and arguments before numbers;
# several shapes. It only chooses ε better, from several differences that tell it their own error.
#
# Write the function. For each pair, `forward` and `backward` may be called 1,500 times together. They take arrays of the
# shapes they were made for. Leave `arguments` as they were.
#
# *To check your work: `autograder check gradient_check`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import numpy as np


def check_gradient(forward, backward, arguments, rng):
    """Say whether backward is the gradient of forward at these arguments.

    forward(*arguments): an array. backward(grad_output, *arguments): a tuple of arrays, one per argument. arguments: a tuple
    of float64 arrays. rng: a numpy Generator. Returns True or False.
    """
    raise NotImplementedError  # your code here
