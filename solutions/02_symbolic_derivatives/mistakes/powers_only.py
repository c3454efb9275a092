"""A power rule of one's own: other functions count as constants.

diagnosis: none
fails: curves
"""

import sympy


def symbolic_derivative(expression, symbol):
    result = 0
    for term in sympy.Add.make_args(sympy.expand(expression)):
        factor, rest = term.as_independent(symbol)
        base, exponent = rest.as_base_exp()
        if base == symbol:
            result += factor * exponent * symbol ** (exponent - 1)
    return sympy.sympify(result)
