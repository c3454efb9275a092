"""A plain number where the derivative is one.

remarks: powers
"""


def derivative_at(expression, symbol, value):
    slope = symbolic_derivative(expression, symbol)
    return float(slope.subs(symbol, value))


def symbolic_derivative(expression, symbol):
    return 1 if expression == symbol else expression.diff(symbol)
