"""The terms that hold no symbol are carried over.

diagnosis: constant-kept
fails: powers
waits: curves, value_anywhere
"""

import sympy


def symbolic_derivative(expression, symbol):
    terms = sympy.Add.make_args(sympy.expand(expression))
    return sum(sympy.diff(term, symbol) if term.has(symbol) else term for term in terms)
