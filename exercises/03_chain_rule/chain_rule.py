# %% [markdown]
# # 03 · The chain rule
#
# *Read before: chain-rule (“Chain Rule”), cap-18.3 (“Entendendo a Regra da Cadeia”). Builds on 01. About 20 minutes.*
#
# A network is one function put into another, many times over. To learn what $x$ does to the result, ask first what it does
# to the inner function, then what the inner function does to the outer one, and **multiply** the two effects (chain-rule).
# As cap-18.3 writes it:
#
# $$h(x) = g(f(x)) \quad\Rightarrow\quad h'(x) = g'(f(x)) \cdot f'(x)$$
#
# Mind the points. $f'$ is taken at $x$, but $g'$ at $f(x)$: $g$ never sees $x$, only what $f$ hands to it.
#
# *Names.* In chain-rule the outer function is called $f$ and the inner one $g$; in cap-18.3 it is the other way round. Here
# it is as in cap-18.3: **first $f$, then $g$**.
#
# *Worked example.* $f(x) = x^2$ at $x = 4$, as in chain-rule: $f(4) = 16$ and $f'(4) = 8$. Then $g(y) = 1/y$, whose derivative
# is $-1/y^2$ (derivadas). $g$ receives 16, so its factor is $-1/16^2 = -1/256$, and the derivative of $1/x^2$ at 4 is
# $-1/256 \cdot 8 = -1/32$. Nudging says the same: from $x = 3.999$ to $x = 4.001$ the value falls by $0.0000625$, and
# $-0.0000625/0.002 = -0.03125$. Whoever takes $g'$ at 4 gets $-1/16 \cdot 8 = -1/2$, sixteen times too much.
#
# **Longer chains** go on in the same way: every function brings one factor, its derivative at the value that flows *into*
# it. With a third function, $3y + 1$:
#
# | step | goes in | function | comes out | factor |
# |---|---|---|---|---|
# | 1 | 4 | $y^2$ | 16 | $2 \cdot 4 = 8$ |
# | 2 | 16 | $1/y$ | 1/16 | $-1/16^2 = -1/256$ |
# | 3 | 1/16 | $3y + 1$ | 19/16 | 3 |
#
# The derivative of the whole chain is $8 \cdot (-1/256) \cdot 3 = -3/32$. The formula ∂L/∂w = ∂L/∂a · ∂a/∂z · ∂z/∂w of cap-18.3 is
# just such a chain of three: $w \to z \to a \to L$.
#
# *Two slips in chain-rule.* It says that $x^2$ changes by 8 if $x = 4$ goes up or down by 1. That holds in the limit of small
# steps only; with steps of 1 the changes are $f(5) - f(4) = 9$ and $f(4) - f(3) = 7$. And Erik Learned-Miller, whose note on
# vector derivatives it follows, is at the University of Massachusetts Amherst; the note is hosted by Stanford's cs231n.
#
# What counts here:
#
# - `f`, `dg`, `df` are functions, and so are all entries of the two lists; call them with one number.
# - `derivative_of_chain` gets the functions in the order in which they are applied, the first one to $x$, and their
#   derivatives in the same order. A chain may have any length, a single function included. (A chain of none leaves $x$ as it
#   is, so its derivative is 1; there you get a remark at most.)
# - The lists must be unchanged when you return.
#
# *To check your work: `autograder check chain_rule`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
def derivative_of_composition(dg, f, df, x):
    """Differentiate h(x) = g(f(x)) at x by the chain rule.

    dg: function of one number, the derivative of the outer function g.
    f: function of one number, the inner function. df: function of one number, the derivative of f.
    x: float. Returns h′(x), a float.
    """
    raise NotImplementedError  # your code here


def derivative_of_chain(functions, derivatives, x):
    """Differentiate a chain of functions at x: the first is applied to x, each later one to the value before it.

    functions: list of functions of one number, in the order in which they are applied.
    derivatives: list of their derivatives, functions of one number, in the same order.
    x: float. Returns the derivative of the whole chain at x, a float.
    """
    raise NotImplementedError  # your code here
