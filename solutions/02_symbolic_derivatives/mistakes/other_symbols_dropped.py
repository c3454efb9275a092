"""The other symbols are put to 1.

diagnosis: none
fails: partial
"""

import sympy


def symbolic_derivative(expression, symbol):
    slope = sympy.diff(expression, symbol)
    return slope.subs({each: 1 for each in slope.free_symbols - {symbol}})
