# %% [markdown]
# # 02 · Symbolic derivatives
#
# *Read before: derivadas (from the four examples at w = 2, with SymPy, to the end). Builds on 01. About 15 minutes.*
#
# Exercise 01 estimated a slope from numbers, at one $w$ at a time. Calculus gives a formula that is exact at every $w$, and
# SymPy knows the rules of calculus (derivadas). Three of its tools are enough here:
#
# ```python
# >>> import sympy
# >>> w = sympy.symbols("w")      # a symbol: a letter that has no value
# >>> J = w**3                    # an expression made of it
# >>> dJ_dw = sympy.diff(J, w)    # its derivative, an expression again
# >>> dJ_dw
# 3*w**2
# >>> dJ_dw.subs(w, 2)            # the same with 2 in place of w
# 12
# ```
#
# `subs` gives a new expression; the old one stays as it is. And the order matters: put 2 in place of $w$ first, and $J$
# is the number 8, whose derivative is 0.
#
# *Worked example* (derivadas). Four costs at $w = 2$: the formula from SymPy, its value, and what a step of
# $\varepsilon = 0.001$ says, as in exercise 01.
#
# | $J(w)$ | $dJ/dw$ | at $w = 2$ | $J(2)$ | $J(2.001)$ | rise divided by $\varepsilon$ |
# |---|---|---|---|---|---|
# | $w^2$ | $2w$ | 4 | 4 | 4.004001 | 4.001 |
# | $w^3$ | $3w^2$ | 12 | 8 | 8.012006001 | 12.006001 |
# | $w$ | $1$ | 1 | 2 | 2.001 | 1 |
# | $1/w$ | $-1/w^2$ | −0.25 | 0.5 | 0.49975… | −0.249875… |
#
# The last two columns do not know calculus, and still they agree with the formulas up to something of the size of
# $\varepsilon$; for $J = w$ there is nothing left over at all. That is the claim of the lecture which you test here: what
# comes out of `diff` is the slope.
#
# *A slip in the lecture.* The transcript has $1/2.001 \approx 4.9975$. It is $0.49975$, which is $0.5$ less $0.00025$: $J$
# **falls**, and so the derivative is negative. (And where it says that $w$ rises by $0.01$, its figures are those of
# $0.001$.)
#
# **Several symbols.** A cost mostly has more than one parameter. The derivative with respect to one of them takes the
# others for constants, and they stay in the formula: for $J = (w x + b)^2$ it is $\partial J/\partial b = 2(w x + b)$. The
# lecture mentions both signs: $d$ where there is one variable, $\partial$ where there are several.
#
# What counts here:
#
# - `symbolic_derivative` gives a SymPy **expression**, with the derivative worked out. (`sympy.Derivative(J, w)` only
#   writes down that there is one to work out.) Whether it is simplified does not matter.
# - `expression` may be made of any symbols, whatever their names; which one counts is said by `symbol`.
# - `derivative_at` gives a **number**. Its `expression` is $J$ itself, not the derivative, and has no other symbol than
#   `symbol`. `value` may be negative, and may be an int, a float or a fraction such as `sympy.Rational(-3, 2)`.
# - Formulas are judged by their numbers, at points that are drawn anew each time.
#
# *To check your work: `autograder check symbolic_derivatives`; in the notebook, run the last cell.
# That also leads to hints and, after a pass, to a solution and questions about your code.*

# %%
import sympy


def symbolic_derivative(expression, symbol):
    """Differentiate a SymPy expression with respect to one symbol.

    expression: SymPy expression of any number of symbols.
    symbol: the SymPy symbol that moves; all others count as constants.
    Returns the derivative, worked out, as a SymPy expression.
    """
    raise NotImplementedError  # your code here


def derivative_at(expression, symbol, value):
    """Give the derivative of an expression at one value of its symbol, as a number.

    expression: SymPy expression of one symbol; it is J itself, not its derivative.
    symbol: that symbol. value: number, an int, a float or a SymPy Rational.
    Returns a float (a SymPy number counts too).
    """
    raise NotImplementedError  # your code here
