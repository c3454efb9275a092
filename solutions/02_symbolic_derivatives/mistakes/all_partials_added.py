"""The derivatives with respect to all symbols are added up.

diagnosis: all-partials-added
fails: partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    return sum(sympy.diff(expression, each) for each in expression.free_symbols)
