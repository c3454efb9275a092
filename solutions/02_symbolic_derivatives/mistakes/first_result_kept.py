"""The first formula is kept for all later calls.

diagnosis: none
fails: powers, value
waits: curves, partial, value_anywhere
"""

import sympy

KEPT = []


def symbolic_derivative(expression, symbol):
    if not KEPT:
        KEPT.append(sympy.diff(expression, symbol))
    return KEPT[0]
